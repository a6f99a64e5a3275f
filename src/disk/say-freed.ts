import { inBytes } from '../hub/disk-room.js';
import type { Freed } from './disk.js';
import { runNumbers, type Space } from './disk-report.js';

/** What was removed, in a sentence or two. */
export function sayFreed({ runs, bytes, failed }: Freed, { free }: Space): string {
  const what =
    runs.length === 0
      ? 'Nothing was to be freed by the rule'
      : `Freed ${inBytes(bytes)}: the checkpoints of ${runs.length === 1 ? 'run' : 'runs'} ${runNumbers(runs)}`;
  const not =
    failed.length === 0 ? '' : ` Those of ${runNumbers(failed)} could not be removed; labmate.log says why.`;
  return `${what}. ${inBytes(free)} are free now.${not}`;
}
