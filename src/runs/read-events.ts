import { open } from 'node:fs/promises';
import { type WorkerEvent, workerEventSchema } from './worker-event.js';

/** How workers write a step: most lines of a file. */
const STEP = '{"type":"step"';

/**
 * The events of `events.jsonl` from a byte offset on. A last line without its newline is left for the next call; a
 * line that is no event (a crash may cut one short) is passed over.
 * @param skipSteps leaves out the steps, nearly all of a long run's lines, without parsing them
 * @returns the events and the offset to go on from
 */
export async function readEvents(
  file: string,
  { offset = 0, skipSteps = false }: { offset?: number; skipSteps?: boolean } = {},
): Promise<{ events: WorkerEvent[]; offset: number }> {
  let text: Buffer;
  try {
    const handle = await open(file, 'r');
    try {
      const { size } = await handle.stat();
      // A worker that cannot go on from where it was begins the file anew.
      if (size < offset) offset = 0;
      text = Buffer.alloc(Math.max(0, size - offset));
      const { bytesRead } = await handle.read(text, 0, text.length, offset);
      text = text.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { events: [], offset };
    throw error;
  }
  const end = text.lastIndexOf(0x0a) + 1;
  const lines = text.subarray(0, end).toString('utf8').split('\n');
  const wanted = skipSteps ? lines.filter((line) => !line.startsWith(STEP)) : lines;
  return { events: wanted.flatMap(parseEvent), offset: offset + end };
}

function parseEvent(line: string): WorkerEvent[] {
  if (line === '') return [];
  try {
    const checked = workerEventSchema.safeParse(JSON.parse(line));
    return checked.success ? [checked.data] : [];
  } catch {
    return [];
  }
}
