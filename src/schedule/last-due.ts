import { createTask, parse } from 'node-cron';
import { instantOf, wallTime } from '../runs/zoned-time.js';

/** Patterns that are due less often than this are not caught up with. */
const DAYS_BACK = 400;

const descending = (values: readonly number[]): number[] => [...values].sort((a, b) => b - a);

/**
 * The last time at or before `now` at which a cron pattern was due: node-cron itself only looks ahead. As there, what
 * falls into the hour that summer time skips is not due on that day, and what falls into the hour that comes twice is due
 * the first time.
 * @param pattern as node-cron takes it
 */
export function lastDue(pattern: string, timezone: string, now: Date): Date | undefined {
  const { second, minute, hour, month } = parse(pattern);
  const task = createTask(pattern, () => undefined, { timezone });
  try {
    const today = wallTime(now, timezone);
    for (let days = 0; days < DAYS_BACK; days++) {
      const date = new Date(Date.UTC(today.year, today.month - 1, today.day - days));
      const day = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
      if (!month.includes(day.month)) continue;
      for (const h of descending(hour))
        for (const m of descending(minute))
          for (const s of descending(second)) {
            const at = instantOf({ ...day, hour: h, minute: m, second: s }, timezone);
            // It also knows the days of the week and of the month.
            if (at <= now && task.match(at)) return at;
          }
    }
    return undefined;
  } finally {
    void task.destroy();
  }
}
