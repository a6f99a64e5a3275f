import type { SeededRandom } from '../seeded-random.js';
import type { Feature } from './encode-specs.js';

export type Columns = readonly Pick<Feature, 'kind' | 'column'>[];

/** A leaf's mean, or a question: is the number at most `at`, is the category `at`? */
export type Node =
  { mean: number } | { feature: number; isCategory: boolean; at: number; yes: Node; no: Node };

type Split = { feature: number; at: number; error: number };

/**
 * A regression tree (CART, Breiman et al. 1984): splits where the squared error falls the most, of `tries` features drawn
 * anew at each node (Breiman 2001), until none is left to split.
 * @param rows which runs it grows on; one may stand there several times
 * @param least how many of them a leaf keeps: with fewer a tree learns single runs by heart
 */
export function growTree(
  columns: Columns,
  scores: readonly number[],
  rows: readonly number[],
  how: { tries: number; least: number; random: SeededRandom },
): Node {
  const drawn = [...columns.keys()];
  how.random.shuffle(drawn);
  let best: Split | undefined;
  for (const feature of drawn.slice(0, how.tries)) {
    const split = bestSplit(feature, columns, scores, rows, how.least);
    if (split && (!best || split.error < best.error)) best = split;
  }
  const whole = sumsOf(rows, scores);
  if (!best || best.error >= errorOf(whole) - 1e-15) return { mean: whole.sum / whole.count };
  const { feature, at } = best;
  const isCategory = columns[feature]?.kind === 'category';
  const goes = (row: number) => answer(columns[feature]?.column[row] ?? 0, isCategory, at);
  const grow = (some: number[]) => growTree(columns, scores, some, how);
  return {
    ...{ feature, isCategory, at },
    yes: grow(rows.filter(goes)),
    no: grow(rows.filter((row) => !goes(row))),
  };
}

/** @param valueOf a run's value of a feature */
export function predict(node: Node, valueOf: (feature: number) => number): number {
  let here = node;
  while ('yes' in here) here = answer(valueOf(here.feature), here.isCategory, here.at) ? here.yes : here.no;
  return here.mean;
}

const answer = (value: number, isCategory: boolean, at: number): boolean =>
  isCategory ? value === at : value <= at;

type Part = { count: number; sum: number; squares: number };

function sumsOf(rows: readonly number[], scores: readonly number[]): Part {
  const part = { count: 0, sum: 0, squares: 0 };
  for (const row of rows) add(part, scores[row] ?? 0, 1);
  return part;
}

function add(part: Part, score: number, sign: 1 | -1): void {
  part.count += sign;
  part.sum += sign * score;
  part.squares += sign * score * score;
}

const errorOf = ({ count, sum, squares }: Part): number => (count === 0 ? 0 : squares - (sum * sum) / count);

function bestSplit(
  feature: number,
  columns: Columns,
  scores: readonly number[],
  rows: readonly number[],
  least: number,
): Split | undefined {
  const { column = [], kind } = columns[feature] ?? {};
  const value = (row: number) => column[row] ?? 0;
  const sorted = [...rows].sort((a, b) => value(a) - value(b));
  const no = sumsOf(rows, scores);
  const yes: Part = { count: 0, sum: 0, squares: 0 };
  let best: Split | undefined;
  for (const [place, row] of sorted.entries()) {
    const score = scores[row] ?? 0;
    add(yes, score, 1);
    add(no, score, -1);
    const next = sorted[place + 1];
    if (next !== undefined && value(next) === value(row)) continue;
    if (yes.count >= least && no.count >= least) {
      const error = errorOf(yes) + errorOf(no);
      const at = kind === 'category' || next === undefined ? value(row) : (value(row) + value(next)) / 2;
      if (!best || error < best.error) best = { feature, at, error };
    }
    // Of a category each value is a question of its own: the next one begins with nothing on this side.
    if (kind === 'category') {
      no.count += yes.count;
      no.sum += yes.sum;
      no.squares += yes.squares;
      Object.assign(yes, { count: 0, sum: 0, squares: 0 });
    }
  }
  return best;
}
