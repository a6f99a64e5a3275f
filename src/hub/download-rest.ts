import { open, type FileHandle } from 'node:fs/promises';
import { askHub } from './ask-hub.js';
import type { HubConnection } from './hub-connection.js';
import { HubFailure } from './hub-failure.js';

/** What is downloaded: `seen` is the ETag that the host of the bytes gave last, kept from one try to the next. */
export type Download = { address: string; size: number; seen?: string };

/**
 * One try to bring a partial file to its size, from where it ends. It starts over where the server ignores the range,
 * has another range or another file by now, or sends more than the file is long.
 * @param onBytes called with the bytes that the file has
 * @throws HubFailure; the signal's reason; an error of the disk
 */
export async function downloadRest(
  path: string,
  download: Download,
  hub: HubConnection,
  onBytes: (received: number) => void,
): Promise<void> {
  const { address, size } = download;
  const file = await open(path, 'r+');
  try {
    let at = (await file.stat()).size;
    if (at > size) at = await startOver(file);
    onBytes(at);
    // Synced again: it may be a killed process that wrote the last byte.
    if (at === size) return await file.sync();
    // Content codings would make ranges of something else than the file.
    const headers: Record<string, string> = { 'accept-encoding': 'identity' };
    if (at > 0) headers['range'] = `bytes=${at}-`;
    // RFC 9110, 13.1.5: whole if it is another file by now.
    if (at > 0 && download.seen) headers['if-range'] = download.seen;
    await askHub(hub, address, headers, async (answer, bytes) => {
      // A login page of the network, say: what is here already may still be good.
      if (answer.status === 200 && isOtherLength(answer, size))
        throw new HubFailure('cut', `${hub.host} sent something of another size`);
      const etag = answer.headers.get('etag');
      const changed = download.seen !== undefined && etag !== null && etag !== download.seen;
      // Weak ones (W/"…") must not be used with ranges.
      if (etag?.startsWith('"')) download.seen = etag;
      else delete download.seen;
      if (answer.status === 206) {
        if (changed || !isRest(answer.headers.get('content-range'), at, size)) {
          await startOver(file);
          throw new HubFailure('cut', `${hub.host} sent another part than the one asked for`);
        }
      } else if (answer.status === 416) {
        await startOver(file);
        throw new HubFailure('cut', `${hub.host} does not have the part asked for`);
      } else if (at > 0) {
        at = await startOver(file);
      }
      for await (const piece of bytes) {
        if (at + piece.length > size) {
          await startOver(file);
          throw new HubFailure('cut', `${hub.host} sent more than the file is long`);
        }
        await writeAll(file, piece, at);
        at += piece.length;
        onBytes(at);
      }
    });
    if (at < size) throw new HubFailure('cut', `the connection ended after ${at} of ${size} bytes`);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function startOver(file: FileHandle): Promise<0> {
  await file.truncate(0);
  return 0;
}

/** A write may take fewer bytes than it was given. */
async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    done += (await file.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
  }
}

/** RFC 9110, 14.4: `bytes 200-999/1000`, or with `*` for a length not known. */
function isRest(range: string | null, from: number, size: number): boolean {
  const [, first, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(range ?? '') ?? [];
  return Number(first) === from && (total === '*' || Number(total) === size);
}

function isOtherLength({ headers }: Response, size: number): boolean {
  const length = headers.get('content-length');
  return length !== null && headers.get('content-encoding') === null && Number(length) !== size;
}
