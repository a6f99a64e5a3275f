import { z } from 'zod';
import { say } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import type { Run } from './run.js';
import { instantOf, wallTime } from './zoned-time.js';

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** Hours of the day, by the clocks of the settings' time zone; `until` before `from` is on the next day. */
export const nightWindowSchema = z.object({ from: clock, until: clock });
export type NightWindow = z.infer<typeof nightWindowSchema>;

const TYPED = /^(\d{1,2})(?::(\d{2}))?\s*(?:-|–|~|to)\s*(\d{1,2})(?::(\d{2}))?$/;

/**
 * `22:00-08:00`, `22-8`; `off` is null.
 * @throws UserError `schedule.night`
 */
export function parseNightWindow(typed: string): NightWindow | null {
  const text = typed.trim().toLowerCase();
  if (['off', 'none'].includes(text)) return null;
  const [, from, fromMinute = '00', until, untilMinute = '00'] = TYPED.exec(text) ?? [];
  const time = (hour = '', minute: string) => `${hour.padStart(2, '0')}:${minute}`;
  const read = nightWindowSchema.safeParse({ from: time(from, fromMinute), until: time(until, untilMinute) });
  if (!read.success || read.data.from === read.data.until)
    throw new UserError('schedule.night', say('schedule.bad_night', { typed: typed.slice(0, 40) }));
  return read.data;
}

export const nightText = (window: NightWindow): string => `${window.from}-${window.until}`;

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** Whether the window is open; it begins with its first minute and ends before its last. */
export function isNight(now: Date, { from, until }: NightWindow, timezone: string): boolean {
  const { hour, minute } = wallTime(now, timezone);
  const [at, begin, end] = [hour * 60 + minute, minutesOf(from), minutesOf(until)];
  return begin < end ? at >= begin && at < end : at >= begin || at < end;
}

/**
 * A run for the night starts in the window only; without a window, and for every other run, at any time. One that has
 * begun goes on, also where Labmate stopped under it.
 */
export const mayStart = (
  { when, attempts }: Pick<Run, 'when' | 'attempts'>,
  now: Date,
  window: NightWindow | null,
  timezone: string,
): boolean => when !== 'night' || attempts > 0 || window === null || isNight(now, window, timezone);

/** The next time at which the window begins, after `now`. */
export function nextNight(now: Date, { from }: NightWindow, timezone: string): Date {
  const { year, month, day } = wallTime(now, timezone);
  const minutes = minutesOf(from);
  for (let days = 0; ; days++) {
    const wall = { year, month, day: day + days, hour: Math.floor(minutes / 60), minute: minutes % 60 };
    const begins = instantOf({ ...wall, second: 0 }, timezone);
    if (begins > now) return begins;
  }
}
