import { logTail } from './log-tail.js';
import type { RunFolder } from './run-folder.js';

const TAIL_BYTES = 6000;
const LINES = 40;

/** The last lines of a run's log, oldest first, as they would stand in a terminal; empty where there are none. */
export async function runLog(folder: RunFolder): Promise<string[]> {
  const tail = await logTail(folder, TAIL_BYTES);
  // The first line may be cut.
  const lines = tail.length < TAIL_BYTES / 2 ? tail.split('\n') : tail.split('\n').slice(1);
  return lines
    .map(plainLine)
    .filter((line) => line.trim() !== '')
    .slice(-LINES);
}

/** Without colours, and of a line that was written over only what is left of it. */
function plainLine(line: string): string {
  const last = line.slice(line.lastIndexOf('\r', line.length - 2) + 1);
  return last.replaceAll(/\u001b\[[0-9;]*m|[\u0000-\u0008\u000b-\u001f]/g, '');
}
