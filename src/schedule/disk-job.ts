import type { Job } from './scheduler.js';

/** Applies the retention rule to the runs' checkpoints. */
export const diskJob = ({ schedule, free }: { schedule: string; free: () => Promise<unknown> }): Job => ({
  name: 'disk',
  schedule: () => schedule,
  async run() {
    await free();
  },
});
