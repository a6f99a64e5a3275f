import { parse, validate } from 'node-cron';
import { say } from '../../texts/texts.js';
import { UserError } from '../../user-error.js';
import { checkOptions, type RawOptions, refuseUnknown } from '../check-option.js';
import { nightText, parseNightWindow } from '../night-window.js';
import type { OptionDef } from '../option-def.js';
import type { Effective } from './preferences.js';
import type { StoredPreferences } from './preferences-data.js';

/** What `/schedule` and `lab schedule` take; without any of them they show what is set. */
export const scheduleOptions = {
  night: {
    kind: 'text',
    maxLength: 40,
    description: 'When runs with when:night may start, such as 22:00-08:00; off',
    example: 'night:22:00-08:00',
  },
  digest: {
    kind: 'text',
    maxLength: 60,
    description: 'When the digest comes: 9:00, a cron pattern such as 0 9 * * 1-5, or off',
    example: 'digest:9:00',
  },
} as const satisfies Record<string, OptionDef>;

export type ScheduleTold = { name: keyof typeof scheduleOptions; before: string; after: string };

/** @throws UserError for what is no window of the day, or no time: nothing is changed then */
export function parseSchedule(
  raw: RawOptions,
  now: Effective,
): { change: Partial<StoredPreferences>; told: ScheduleTold[] } {
  refuseUnknown(Object.keys(raw), Object.keys(scheduleOptions));
  const typed = checkOptions(scheduleOptions, raw);
  const change: Partial<StoredPreferences> = {};
  const told: ScheduleTold[] = [];
  if (typed.night !== undefined) {
    const night = parseNightWindow(String(typed.night));
    const text = (window: Effective['night']) => (window ? nightText(window) : 'off');
    told.push({ name: 'night', before: text(now.night), after: text(night) });
    change.night = night;
  }
  if (typed.digest !== undefined) {
    change.digest = parseDigest(String(typed.digest));
    told.push({ name: 'digest', before: now.digest ?? 'off', after: change.digest ?? 'off' });
  }
  return { change, told };
}

/** A time of the day, or a cron pattern; null for off. At most once an hour: the channel is no ticker. */
function parseDigest(typed: string): string | null {
  const text = typed.trim();
  if (['off', 'none'].includes(text.toLowerCase())) return null;
  const [, hour, minute = '00'] = /^([01]?\d|2[0-3])(?::([0-5]\d))?$/.exec(text) ?? [];
  if (hour !== undefined) return `${Number(minute)} ${Number(hour)} * * *`;
  if (!validate(text) || parse(text).minute.length > 1 || parse(text).second.length > 1)
    throw new UserError('schedule.digest', say('schedule.bad_digest', { typed: text.slice(0, 40) }));
  return text;
}
