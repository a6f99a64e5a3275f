import { ratio } from '../../task/counts.js';
import { SeededRandom } from '../../runs/seeded-random.js';
import { addTo, type Weights } from './combine.js';
import { memberOf, type ScoreTable, type Targets } from './score-table.js';

/** Of Caruana et al.: bags, the share of the members in each, and how large an ensemble may grow. */
export const GREEDY = { bags: 20, share: 0.5, rounds: 25, seed: 2004 } as const;

export type GreedyOptions = { bags: number; share: number; rounds: number; seed: number };

/**
 * Forward selection with replacement, bagged (Caruana, Niculescu-Mizil, Crew and Ksikes 2004, "Ensemble Selection from
 * Libraries of Models"): from nothing, again and again the member is added whose addition gives the mean of probabilities
 * the best micro-F1 at 0.5; the ensemble that was best on the way counts. That is done for bags of randomly drawn members,
 * and a member's weight is how often it was taken over all bags. With fewer than four members there is one bag of all.
 * Ties go to the member that comes first.
 *
 * Time: O(bags · rounds · members · examples · labels).
 */
export function greedyWeights(
  table: ScoreTable,
  targets: Targets,
  { bags, share, rounds, seed }: GreedyOptions = GREEDY,
): Weights {
  const { members } = table;
  const counts = new Array<number>(members).fill(0);
  const random = new SeededRandom(seed);
  const all = Array.from({ length: members }, (_, member) => member);
  const single = members < 4;
  for (let bag = 0; bag < (single ? 1 : bags); bag += 1) {
    const size = single ? members : Math.max(2, Math.ceil(members * share));
    const drawn = [...all];
    if (!single) random.shuffle(drawn);
    const taken = climb(
      table,
      targets,
      drawn.slice(0, size).sort((a, b) => a - b),
      rounds,
    );
    for (const member of taken) counts[member] = (counts[member] ?? 0) + 1;
  }
  return counts;
}

/** The members taken, in order, up to where the ensemble was best. */
function climb(table: ScoreTable, targets: Targets, bag: readonly number[], rounds: number): number[] {
  const sum = new Float64Array(table.examples * table.labels);
  const support = targets.reduce((all, one) => all + one, 0);
  const taken: number[] = [];
  let best = { f1: -1, length: 0 };
  for (let round = 1; round <= rounds; round += 1) {
    const open = undecided(sum, targets, 0.5 * round);
    let next = { f1: -1, member: -1 };
    for (const member of bag) {
      const f1 = withMember(open, memberOf(table, member), support);
      if (f1 > next.f1) next = { f1, member };
    }
    taken.push(next.member);
    addTo(sum, memberOf(table, next.member));
    if (next.f1 > best.f1) best = { f1: next.f1, length: round };
    // Half as many rounds again as brought it here have brought nothing.
    if (round - best.length > Math.max(5, best.length / 2)) break;
  }
  return taken.slice(0, best.length);
}

/** What one more member can still change: the entries that are neither a yes nor a no whatever it says. */
type Undecided = {
  cut: number;
  /** Of the entries that are a yes already. */
  sure: { hits: number; predicted: number };
  places: Uint32Array;
  sums: Float64Array;
  targets: Uint8Array;
};

/** After the first rounds most of them are decided: that is where selection gets its speed. A probability is from 0 to 1. */
function undecided(sum: Float64Array, targets: Targets, cut: number): Undecided {
  const [places, sums, open] = [
    new Uint32Array(sum.length),
    new Float64Array(sum.length),
    new Uint8Array(sum.length),
  ];
  const sure = { hits: 0, predicted: 0 };
  let count = 0;
  for (let at = 0; at < sum.length; at += 1) {
    const value = sum[at] as number;
    if (value + 1 < cut) continue;
    if (value >= cut) {
      sure.predicted += 1;
      sure.hits += targets[at] as number;
      continue;
    }
    places[count] = at;
    sums[count] = value;
    open[count] = targets[at] as number;
    count += 1;
  }
  return {
    ...{ cut, sure, places: places.subarray(0, count) },
    ...{ sums: sums.subarray(0, count), targets: open.subarray(0, count) },
  };
}

/** Micro-F1 of a sum of probabilities and one more, cut at half their number. The innermost loop of all. */
function withMember({ cut, sure, places, sums, targets }: Undecided, member: Float64Array, support: number) {
  let { hits, predicted } = sure;
  for (let at = 0; at < places.length; at += 1) {
    const yes = (sums[at] as number) + (member[places[at] as number] as number) >= cut ? 1 : 0;
    predicted += yes;
    hits += yes & (targets[at] as number);
  }
  return ratio(2 * hits, predicted + support);
}
