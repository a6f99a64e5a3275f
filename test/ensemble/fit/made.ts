import {
  flatTargets,
  scoreTable,
  type ScoreTable,
  type Targets,
} from '../../../src/ensemble/fit/score-table.js';
import { SeededRandom } from '../../../src/runs/seeded-random.js';

/** [members][examples][labels] */
export type Nested = number[][][];

export type Made = { logits: Nested; answers: number[][]; table: ScoreTable; targets: Targets };

/** Members that know something: a noisy logit each of what is true, some noisier than others. */
export function made(members: number, examples: number, labels: number, seed = 1): Made {
  const random = new SeededRandom(seed);
  const share = () => random.uint32() / 2 ** 32;
  const answers = Array.from({ length: examples }, () =>
    Array.from({ length: labels }, (_, label) => (share() < 0.2 + 0.1 * label ? 1 : 0)),
  );
  const logits = Array.from({ length: members }, (_, member) =>
    answers.map((row) => row.map((yes) => (yes ? 1 : -1) + (share() + share() - 1) * (3 + member))),
  );
  return { logits, answers, table: scoreTable(logits), targets: flatTargets(answers) };
}

export const sigmoidOf = (logit: number): number => 1 / (1 + Math.exp(-logit));

/** F1 of all entries, counted one by one. */
export function plainF1(yes: boolean[][], answers: number[][]): number {
  let [hits, said, truth] = [0, 0, 0];
  for (const [row, one] of yes.entries())
    for (const [label, is] of one.entries()) {
      const answer = answers[row]?.[label] === 1;
      if (is) said += 1;
      if (answer) truth += 1;
      if (is && answer) hits += 1;
    }
  return said + truth === 0 ? 0 : (2 * hits) / (said + truth);
}

/** Of each entry a number out of what all members say of it. */
export const plainCombine = (logits: Nested, of: (own: number[]) => number): number[][] =>
  (logits[0] ?? []).map((row, example) =>
    row.map((_, label) => of(logits.map((member) => member[example]?.[label] ?? 0))),
  );

export const meanOf = (values: number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;

/** Largest difference between flat scores and nested ones. */
export function farthest(flat: ArrayLike<number>, nested: number[][]): number {
  const values = nested.flat();
  if (flat.length !== values.length) return Number.POSITIVE_INFINITY;
  return values.reduce((most, value, at) => Math.max(most, Math.abs(value - (flat[at] ?? Number.NaN))), 0);
}
