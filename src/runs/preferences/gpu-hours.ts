import type { Author, Run } from '../run.js';

const HOUR_MS = 3_600_000;

/**
 * Hours in which a run had a GPU (or, without one, the CPU) between two instants, over all its attempts: whatever was
 * interrupted or ran out of memory took its slot, too. One that was imported had none of the team's here.
 */
export function hoursOf(
  {
    started_at,
    finished_at,
    spent,
    imported,
  }: Pick<Run, 'started_at' | 'finished_at' | 'spent' | 'imported'>,
  since: Date,
  until: Date,
): number {
  if (imported) return 0;
  const attempts = [
    ...spent.map(({ from, until: end }) => ({ from, end: Date.parse(end) })),
    ...(started_at === null
      ? []
      : [{ from: started_at, end: finished_at === null ? until.getTime() : Date.parse(finished_at) }]),
  ];
  return attempts.reduce((sum, { from, end }) => {
    const begin = Math.max(since.getTime(), Date.parse(from));
    return sum + Math.max(0, Math.min(until.getTime(), end) - begin) / HOUR_MS;
  }, 0);
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
