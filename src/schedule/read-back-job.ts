import type { Job } from './scheduler.js';

/**
 * Reads what people typed into the sheet. It does not wait for the end: a sheet that is away must not keep a job running
 * for hours, and the look follows when it is back.
 */
export function readBackJob({
  schedule,
  sheet,
}: {
  schedule: string;
  sheet: { audit(): Promise<void> };
}): Job {
  return {
    name: 'sheet',
    schedule: () => schedule,
    run() {
      // It only rejects where the sheet is stopped.
      sheet.audit().catch(() => undefined);
      return Promise.resolve();
    },
  };
}
