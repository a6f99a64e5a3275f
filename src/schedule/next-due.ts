import { createTask } from 'node-cron';

/** When a cron pattern is due next, from now on. */
export function nextDue(pattern: string, timezone: string): Date | undefined {
  const task = createTask(pattern, () => undefined, { timezone });
  try {
    return task.getNextRuns(1)[0];
  } finally {
    void task.destroy();
  }
}
