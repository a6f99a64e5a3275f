import { errorCorrelations } from './error-correlation.js';
import { microF1At } from './micro-f1.js';
import { memberOf, type ScoreTable, type Targets } from './score-table.js';

/** Which of the candidates become members. */
export type Choice = {
  /** How many; all where there are not more. */
  top: number;
  /** By micro-F1 on the examples at hand, or in an order of their places that is known (such as by public score). */
  by: 'dev' | readonly number[];
  /** `model`: at most one a group. `errors`: the best one, then those that err least alike. */
  diverse: 'no' | 'model' | 'errors';
  /** The group of each candidate, such as its foundation model. */
  groups: readonly string[];
};

/** Of so many times `top` the best candidates, the least alike are chosen: a poor one errs unlike the rest, too. */
const POOL = 3;

/** Candidates' places, best first. */
export function chooseMembers(table: ScoreTable, targets: Targets, choice: Choice): number[] {
  const { top, by, diverse, groups } = choice;
  const ranked = by === 'dev' ? rankedOn(table, targets) : by;
  if (diverse === 'model') {
    const seen = new Set<string>();
    return ranked
      .filter((member) => {
        const group = groups[member] ?? '';
        return !seen.has(group) && seen.add(group);
      })
      .slice(0, top);
  }
  return diverse === 'errors' ? leastAlike(table, targets, ranked, top) : ranked.slice(0, top);
}

/** Places by micro-F1 at 0.5; ties go to what stands first. */
function rankedOn(table: ScoreTable, targets: Targets): number[] {
  const places = Array.from({ length: table.members }, (_, member) => member);
  const scores = places.map((member) => microF1At(memberOf(table, member), targets, 0.5));
  return places.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
}

function leastAlike(table: ScoreTable, targets: Targets, ranked: readonly number[], top: number): number[] {
  const pool = ranked.slice(0, POOL * top);
  const alike = errorCorrelations(table, targets);
  const chosen = pool.splice(0, 1);
  const meanWith = (member: number): number =>
    chosen.reduce((sum, other) => sum + (alike[member * table.members + other] ?? 0), 0) / chosen.length;
  while (chosen.length < top && pool.length > 0) {
    const means = pool.map(meanWith);
    const least = means.indexOf(Math.min(...means));
    chosen.push(...pool.splice(least, 1));
  }
  return chosen;
}
