import type { Job } from './scheduler.js';

/** A dated copy of the store; the oldest copies above `keep` go. */
export function backupJob({
  schedule,
  keep,
  backup,
}: {
  schedule: string;
  keep: number;
  backup: (stamp: string, keep: number) => Promise<string>;
}): Job {
  return {
    name: 'backup',
    schedule: () => schedule,
    async run(_slot, at = new Date()) {
      await backup(at.toISOString().replaceAll(/[:.]/g, '-'), keep);
    },
  };
}
