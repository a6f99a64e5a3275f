import { inBytes } from '../hub/disk-room.js';
import type { Run } from '../runs/run.js';
import type { RunStore } from '../runs/run-store.js';
import type { Disk } from './disk.js';

type Log = { warn(context: object, message: string): void };

/** What people are told where less is free than the rule wants; undefined where there is enough. */
export async function lowSpace(disk: Pick<Disk, 'rule' | 'space'>): Promise<string | undefined> {
  const { free_below_gb } = disk.rule;
  const { free } = await disk.space();
  if (free >= free_below_gb * 1e9) return undefined;
  return `Only ${inBytes(free)} are free on the disk, less than ${free_below_gb} GB: \`/disk show\` says what takes the space, \`/disk free\` makes some.`;
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
    const message = await lowSpace(disk);
    if (message === undefined) return;
    log.warn({ run: id }, message);
    const now = store.get(id);
    if (now?.state === 'running' && now.note === null) await store.update(id, { note: message });
  };
  return store.onChange((run) => {
    if (run.state !== 'running') return void looked.delete(run.id);
    if (looked.get(run.id) === run.attempts) return;
    looked.set(run.id, run.attempts);
    warn(run).catch((error: unknown) => log.warn({ err: error, run: run.id }, 'the disk was not looked at'));
  });
}
