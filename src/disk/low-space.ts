import { inBytes } from '../hub/disk-room.js';
import type { Run } from '../runs/run.js';
import type { RunStore } from '../runs/run-store.js';
import { toTold } from '../texts/stored.js';
import { type Said, say } from '../texts/texts.js';
import type { Disk } from './disk.js';

type Log = { warn(context: object, message: string): void };

/** What people are told where less is free than the rule wants; undefined where there is enough. */
export async function lowSpace(disk: Pick<Disk, 'rule' | 'space'>): Promise<Said | undefined> {
  const { free_below_gb } = disk.rule;
  const { free } = await disk.space();
  if (free >= free_below_gb * 1e9) return undefined;
  return say('stored.note.low_space', { free: inBytes(free), wanted: free_below_gb });
}

/**
 * Looks at the disk when a run starts: too little space is a warning in the log, and a note on the run's card where
 * it has none. The run starts all the same.
 * @returns ends it
 */
export function warnOfLowSpace({
  store,
  disk,
  log,
}: {
  store: Pick<RunStore, 'get' | 'onChange' | 'update'>;
  disk: Pick<Disk, 'rule' | 'space'>;
  log: Log;
}): () => void {
  /** The attempt of each running run that was looked at. */
  const looked = new Map<string, number>();
  const warn = async ({ id }: Run): Promise<void> => {
    const low = await lowSpace(disk);
    if (low === undefined) return;
    const { message, said } = toTold(low);
    log.warn({ run: id }, message);
    const now = store.get(id);
    if (now?.state === 'running' && now.note === null)
      await store.update(id, { note: message, note_said: said });
  };
  return store.onChange((run) => {
    if (run.state !== 'running') return void looked.delete(run.id);
    if (looked.get(run.id) === run.attempts) return;
    looked.set(run.id, run.attempts);
    warn(run).catch((error: unknown) => log.warn({ err: error, run: run.id }, 'the disk was not looked at'));
  });
}
