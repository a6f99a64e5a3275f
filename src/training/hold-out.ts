import { stratifiedFolds } from '../task/stratified-folds.js';
import type { RunFile } from '../runs/run-folder.js';
import type { LabelledExample } from '../task/read-examples.js';
import type { RunData } from './read-run.js';
import type { EncodedData } from './shared-texts.js';

/** [train examples]: the fold that holds each out, from 1. Undefined without folds. @throws UserError `folds.count` */
export function foldsOf({ spec }: RunFile, train: readonly LabelledExample[]): number[] | undefined {
  const { folds, seed } = spec;
  if (folds === 0) return undefined;
  const rows = train.map(({ labels }) => labels);
  return stratifiedFolds(rows, { folds, seed }).map((fold) => fold + 1);
}

export type HeldOut = {
  /** Trained on, and in place of the dev examples those by which epochs are judged. */
  data: RunData;
  encoded: EncodedData;
};

/** What a part trains on, and what it holds out, both in the order of the train file. */
export function holdOut({ data, encoded }: HeldOut, foldOf: readonly number[], fold: number): HeldOut {
  const without = <T>(all: readonly T[]): T[] => all.filter((_, row) => foldOf[row] !== fold);
  const within = <T>(all: readonly T[]): T[] => all.filter((_, row) => foldOf[row] === fold);
  return {
    data: { ...data, train: without(data.train), dev: within(data.train) },
    encoded: { ...encoded, train: without(encoded.train), dev: within(encoded.train) },
  };
}
