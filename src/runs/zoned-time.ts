/** What clock and calendar of a place show. `month` and `day` count from 1, `weekday` from 0, Sunday. */
export type WallTime = {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  weekday: number;
};

const DAY_MS = 24 * 3_600_000;
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timezone: string): Intl.DateTimeFormat {
  const known = formats.get(timezone);
  if (known) return known;
  const numeric = 'numeric';
  const made = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone: timezone, hourCycle: 'h23', calendar: 'iso8601', numberingSystem: 'latn' },
    ...{ year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric, second: numeric },
  });
  formats.set(timezone, made);
  return made;
}

/** Whether the name is one of the IANA time zones, such as Asia/Seoul. */
export function isTimezone(name: string): boolean {
  try {
    return Boolean(formatOf(name));
  } catch {
    return false;
  }
}

/** What the clocks of a time zone show at an instant. */
export function wallTime(at: Date, timezone: string): WallTime {
  const parts = new Map(
    formatOf(timezone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
  const [year, month, day] = [part('year'), part('month'), part('day')];
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  return { year, month, day, hour: part('hour'), minute: part('minute'), second: part('second'), weekday };
}

const asUtc = ({ year, month, day, hour, minute, second }: Omit<WallTime, 'weekday'>): number =>
  Date.UTC(year, month - 1, day, hour, minute, second);

/** Milliseconds that the zone's clocks are ahead of UTC. */
const offsetAt = (ms: number, timezone: string): number =>
  asUtc(wallTime(new Date(ms), timezone)) - Math.floor(ms / 1000) * 1000;

/**
 * When the clocks of a time zone show this: the first time where they do so twice (back from summer time), and as much
 * later as the clocks jump where they never do. Days and months beyond their ends run over, as in `Date.UTC`.
 */
export function instantOf(wall: Omit<WallTime, 'weekday'>, timezone: string): Date {
  const utc = asUtc(wall);
  const candidates = [utc - DAY_MS, utc + DAY_MS].map((near) => utc - offsetAt(near, timezone));
  const shown = candidates.filter((ms) => asUtc(wallTime(new Date(ms), timezone)) === utc);
  return new Date(shown.length > 0 ? Math.min(...shown) : Math.max(...candidates));
}

/** Midnight at which the day of `at` begins there; `days` later or earlier. */
export function dayBegins(at: Date, timezone: string, days = 0): Date {
  const { year, month, day } = wallTime(at, timezone);
  return instantOf({ year, month, day: day + days, hour: 0, minute: 0, second: 0 }, timezone);
}
