import type { IncomingMessage, ServerResponse } from 'node:http';

/** What goes wrong, `times` times (default: once), with requests whose `<port's role>:<path>` contains `on`. */
export type HubFault = { on: string; times?: number } & (
  | { kind: 'status'; status: number; headers?: Record<string, string> }
  /** The connection breaks after so many bytes of the body; before any answer if negative. */
  | { kind: 'cut'; after: number }
  /** Nothing more comes after so many bytes. */
  | { kind: 'stall'; after: number }
  /** With `unmeasured`, without saying how much will come. */
  | { kind: 'content'; content: Buffer; unmeasured?: boolean }
  | { kind: 'no range' }
  /** Another file by now; with `blind`, from a server that knows no If-Range. */
  | { kind: 'etag'; etag: string; content?: Buffer; blind?: boolean }
);

export type SentFile = { content: Buffer; etag: string; headers: Record<string, string> };

/** Takes the first fault that fits a request off the list, or one of its times. */
export function takeFault(faults: HubFault[], place: string): HubFault | undefined {
  const at = faults.findIndex(({ on }) => place.includes(on));
  const fault = faults[at];
  if (!fault) return undefined;
  const times = (fault.times ?? 1) - 1;
  if (times > 0) faults[at] = { ...fault, times };
  else faults.splice(at, 1);
  return fault;
}

/** Sends a file, or the part of it that Range asks for, as the fault has it. */
export function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  file: SentFile,
  fault: HubFault | undefined,
): void {
  const changed = fault?.kind === 'content' || fault?.kind === 'etag' ? fault.content : undefined;
  const content = changed ?? file.content;
  const etag = fault?.kind === 'etag' ? fault.etag : file.etag;
  const condition = request.headers['if-range'];
  const blind = fault?.kind === 'etag' && fault.blind === true;
  const ranged = fault?.kind !== 'no range' && (condition === undefined || condition === etag || blind);
  const from = Number((ranged ? /^bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] : undefined) ?? 0);
  const headers = { ...file.headers, etag, 'accept-ranges': 'bytes' };
  if (from >= content.length && from > 0) {
    response.writeHead(416, { ...headers, 'content-range': `bytes */${content.length}` }).end();
    return;
  }
  const part = content.subarray(from);
  response.writeHead(from > 0 ? 206 : 200, {
    ...headers,
    ...(fault?.kind === 'content' && fault.unmeasured ? {} : { 'content-length': part.length }),
    ...(from > 0 ? { 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` } : {}),
  });
  if (request.method === 'HEAD') response.end();
  else if (fault?.kind === 'cut')
    response.write(part.subarray(0, fault.after), () => request.socket.destroy());
  else if (fault?.kind === 'stall') response.write(part.subarray(0, fault.after));
  else response.end(part);
}
