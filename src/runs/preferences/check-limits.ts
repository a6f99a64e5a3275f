import { say } from '../../texts/texts.js';
import { UserError } from '../../user-error.js';
import type { Author, Run } from '../run.js';
import { dayBegins } from '../zoned-time.js';
import { hoursOf } from './gpu-hours.js';
import type { Effective } from './preferences.js';

/**
 * Refuses one more run of somebody who has as many as they may, or has used up today's hours. Whoever sits at a terminal
 * is the administrator. A sweep keeps few runs open by itself, so for its runs only the hours count.
 * @param runs all of them
 * @throws UserError `limit.queued` | `limit.hours`: the limit, what is used, and when that ends
 */
export function checkLimits(
  author: Author,
  runs: readonly Run[],
  { limits, timezone }: Pick<Effective, 'limits' | 'timezone'>,
  { now, ofSweep = false }: { now: Date; ofSweep?: boolean },
): void {
  if (author.id === null) return;
  const own = runs.filter((run) => run.author.id === author.id);
  const queued = own.filter(({ state }) => state === 'queued');
  if (!ofSweep && limits.queued !== null && queued.length >= limits.queued)
    throw new UserError(
      'limit.queued',
      say('permissions.limit_queued', {
        ...{ limit: limits.queued, used: queued.length },
        runs: queued.map(({ id }) => id).join(', '),
      }),
    );
  if (limits.gpu_hours === null) return;
  const today = dayBegins(now, timezone);
  const used = own.reduce((sum, run) => sum + hoursOf(run, today, now), 0);
  if (used >= limits.gpu_hours)
    throw new UserError(
      'limit.hours',
      say('permissions.limit_hours', {
        ...{ limit: limits.gpu_hours, used: used.toFixed(1), timezone },
        left: hoursLeft(now, dayBegins(now, timezone, 1)),
      }),
    );
}

const hoursLeft = (now: Date, until: Date): string => {
  const minutes = Math.ceil((until.getTime() - now.getTime()) / 60_000);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
};
