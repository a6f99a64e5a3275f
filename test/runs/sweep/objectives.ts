import { type Search, suggest, type Trial } from '../../../src/runs/sweep/suggest.js';
import type { Range, Space, Values } from '../../../src/runs/sweep/space.js';
import { readGolden } from '../../golden/read-golden.js';

type Row = { lr: number; dropout: number; batch: number; gamma_neg: number | null; scores: number[] };
type Table = {
  grid: { lr: number[]; dropout: number[]; batch: number[]; gamma_neg: number[] };
  rows: Row[];
};

const range = (name: string, low: number, high: number, more: Partial<Range> = {}): Range => ({
  ...{ kind: 'range', name, low, high, log: false, step: null, points: null, whole: false },
  ...more,
});

export type Objective = { space: Space; score: (values: Values) => number };

const table = readGolden<Table>('sweep/ngram-table.json');
const rows = new Map(
  table.rows.map((row) => [[row.lr, row.dropout, row.batch, row.gamma_neg].join(' '), row.scores]),
);

/** Dev micro-F1 of real n-gram runs (test/golden/sweep), between its points interpolated along every axis. */
export const ngram: Objective = {
  space: {
    loss: 'bce',
    parameters: [
      range('lr', 1e-5, 1e-1, { log: true }),
      range('dropout', 0, 0.6),
      { kind: 'choices', name: 'batch', values: [16, 64] },
      { kind: 'choices', name: 'loss', values: ['bce', 'asl'] },
      range('gamma_neg', 0, 8),
      range('epochs', 1, 6, { whole: true }),
    ],
  },
  score: (values) => Math.max(...curve(values).slice(0, Number(values.epochs))),
};

/** The scores of all epochs that were measured. */
export function curve({ lr, dropout, batch, loss, gamma_neg }: Values): number[] {
  const { grid } = table;
  const corners = [
    weights(Math.log(Number(lr)), grid.lr.map(Math.log), grid.lr),
    weights(Number(dropout), grid.dropout, grid.dropout),
    loss === 'asl' ? weights(Number(gamma_neg), grid.gamma_neg, grid.gamma_neg) : [[1, null] as const],
  ] as const;
  const sums: number[] = [];
  for (const [a, rate] of corners[0])
    for (const [b, drop] of corners[1])
      for (const [c, gamma] of corners[2])
        for (const [epoch, score] of (rows.get([rate, drop, batch, gamma].join(' ')) ?? []).entries())
          sums[epoch] = (sums[epoch] ?? 0) + a * b * c * score;
  return sums;
}

/** The two neighbours on an axis, each with its share. */
function weights(at: number, axis: readonly number[], names: readonly number[]) {
  const above = Math.max(
    1,
    axis.findIndex((mark) => mark >= at - 1e-9),
  );
  const [low, high] = [axis[above - 1] ?? 0, axis[above] ?? 1];
  const share = Math.min(1, Math.max(0, (at - low) / (high - low)));
  return [
    [1 - share, names[above - 1] ?? 0],
    [share, names[above] ?? 0],
  ] as const;
}

/** A smooth valley in two settings, one of them by its logarithm: highest, 1, at decay 0.3 and lr 1e-3. */
export const valley: Objective = {
  space: { loss: 'bce', parameters: [range('lr', 1e-5, 1e-1, { log: true }), range('decay', 0, 1)] },
  score: ({ lr, decay }) => 1 - (Math.log10(Number(lr)) + 3) ** 2 / 4 - (Number(decay) - 0.3) ** 2,
};

/** Branin's function (three equal minima), turned over: highest, -0.3979, in three places. */
export const branin: Objective = {
  space: { loss: 'bce', parameters: [range('x', -5, 10), range('y', 0, 15)] },
  score: (values) => {
    const [x, y] = [Number(values.x), Number(values.y)];
    const bend = y - (5.1 * x * x) / (4 * Math.PI ** 2) + (5 * x) / Math.PI - 6;
    return -(bend ** 2 + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10);
  },
};

/** The best score that a search finds within its budget. */
export function searched(
  { space, score }: Objective,
  search: Pick<Search, 'strategy' | 'seed' | 'budget'>,
): { best: number; trials: Trial[] } {
  const trials: Trial[] = [];
  while (trials.length < search.budget) {
    const values = suggest({ space, ...search }, trials.length, trials);
    if (!values) break;
    trials.push({ values, outcome: 'done', score: score(values) });
  }
  return { best: Math.max(...trials.map((trial) => trial.score ?? 0)), trials };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}
