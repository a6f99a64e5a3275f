import type { DoneRun } from '../leaderboard.js';
import type { RunFolder } from '../run-folder.js';
import { countsByLabel, f1Of } from './counts-of.js';
import { type Difference, differenceOf, intervals, minus, RESAMPLES, SEED } from './difference.js';
import { findFlips, type Flip } from './flips.js';
import { readAnswers } from './read-answers.js';
import { type SpecDifference, specDifferences } from './spec-differences.js';

/** Two runs held against each other on their dev examples, at threshold 0.5; differences are second minus first. */
export type Comparison = {
  first: DoneRun;
  second: DoneRun;
  examples: number;
  resamples: number;
  seed: number;
  micro: Difference;
  perLabel: Record<string, Difference>;
  spec: SpecDifference[];
  /** Examples that they do not answer alike. */
  flips: Flip[];
};

/** @throws UserError as readAnswers */
export async function compareTwo(
  first: DoneRun,
  second: DoneRun,
  folderOf: (id: string) => RunFolder,
  { resamples = RESAMPLES, seed = SEED }: { resamples?: number; seed?: number } = {},
): Promise<Comparison> {
  const read = await readAnswers([first, second], folderOf);
  const { labels, examples } = read;
  const counts = countsByLabel(read);
  const every = [...labels.keys()];
  const pairs = [every, ...every.map((label) => [label])].map((first) => ({
    first,
    second: first.map((column) => column + labels.length),
  }));
  const statistics = pairs.map((pair) => minus(pair.second, pair.first));
  const found = await intervals({ counts, statistics, resamples, seed });
  const differences = found.map((between, at) =>
    differenceOf(between, f1Of(counts, pairs[at]?.first ?? []), f1Of(counts, pairs[at]?.second ?? [])),
  );
  const [micro, ...ofLabels] = differences;
  if (!micro) throw new Error('the bootstrap left the difference out');
  return {
    ...{ first, second, examples: examples.length, resamples, seed, micro },
    perLabel: Object.fromEntries(
      labels.flatMap((label, at) => (ofLabels[at] ? [[label, ofLabels[at]]] : [])),
    ),
    spec: specDifferences(first.spec, second.spec),
    flips: findFlips(read),
  };
}
