import type { Author, Run } from '../run.js';

const HOUR_MS = 3_600_000;

/**
 * Hours in which a run had a GPU (or, without one, the CPU) between two instants. Of a run that was taken up again, its
 * last attempt counts; one that was imported had none of the team's here.
 */
export function hoursOf(run: Run, since: Date, until: Date): number {
  if (run.started_at === null || run.imported) return 0;
  const end = run.finished_at === null ? until.getTime() : Date.parse(run.finished_at);
  const from = Math.max(since.getTime(), Date.parse(run.started_at));
  return Math.max(0, Math.min(until.getTime(), end) - from) / HOUR_MS;
}

export type PersonHours = { author: Author; hours: number };

/** By person, most first; those below a minute are left out. */
export function hoursByPerson(runs: readonly Run[], since: Date, until: Date): PersonHours[] {
  const people = new Map<string, PersonHours>();
  for (const run of runs) {
    const hours = hoursOf(run, since, until);
    const key = run.author.id ?? `terminal ${run.author.name}`;
    const before = people.get(key)?.hours ?? 0;
    if (hours > 0) people.set(key, { author: run.author, hours: before + hours });
  }
  return [...people.values()].filter(({ hours }) => hours >= 1 / 60).sort((a, b) => b.hours - a.hours);
}
