import { partFolder, type RunFile, type RunFolder } from '../runs/run-folder.js';
import { readScores } from '../runs/read-scores.js';
import type { PartResult, RunMetrics } from '../task/metrics.js';
import type { Example } from '../task/read-examples.js';
import { MeanLogits } from './mean-logits.js';
import type { RunData } from './read-run.js';
import { devMetrics, scoreLines, writeResults } from './write-results.js';

type Run = {
  run: RunFile;
  folder: RunFolder;
  data: RunData;
  /** [train examples]: the fold that holds each out, from 1; undefined without folds. */
  foldOf: readonly number[] | undefined;
};

/**
 * Makes a run's scores of those of its parts: means of logits of dev and test, and with folds of each train example's
 * by the parts that held it out. What is written and what the metrics are of is the same.
 * @throws UserError `scores.file` | `scores.line` where a part's file is not whole
 */
export async function averageParts(
  { run, folder, data, foldOf }: Run,
  parts: readonly PartResult[],
): Promise<RunMetrics> {
  const labels = run.task.labels;
  const read = async (file: string, examples: readonly Example[]): Promise<number[][]> => {
    const lines = await readScores(file, { labels: labels.length });
    if (lines.length !== examples.length || lines.some(({ id }, row) => id !== examples[row]?.id))
      throw new Error(`${file} is about other examples than the data`);
    return lines.map(({ logits }) => logits);
  };
  const dev = new MeanLogits(data.dev.length, labels.length);
  const test = new MeanLogits(data.test.length, labels.length);
  const oof = foldOf && new MeanLogits(data.train.length, labels.length);
  for (const { part, fold } of parts) {
    const own = partFolder(folder, part);
    dev.add(await read(own.devScores, data.dev));
    test.add(await read(own.testScores, data.test));
    if (!oof) continue;
    const rows = [...foldOf.keys()].filter((row) => foldOf[row] === fold);
    const heldOut = rows.flatMap((row) => data.train[row] ?? []);
    oof.add(await read(own.heldOutScores, heldOut), rows);
  }
  const scored = oof && devMetrics(oof.logits(), data.train, labels);
  const metrics: RunMetrics = {
    ...devMetrics(dev.logits(), data.dev, labels),
    ...(scored && { oof: scored.dev, oof_tuned: scored.dev_tuned }),
    parts: [...parts],
    spread: {
      dev: spreadOf(parts.map((one) => one.dev)),
      ...(oof && { held_out: spreadOf(parts.flatMap(({ held_out }) => held_out ?? [])) }),
    },
  };
  await writeResults(folder, {
    dev: scoreLines(data.dev, dev.logits()),
    test: scoreLines(data.test, test.logits()),
    oof: oof && scoreLines(data.train, oof.logits()),
    metrics,
  });
  return metrics;
}

/** Mean and sample standard deviation. */
export function spreadOf(values: readonly number[]): { mean: number; sd: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, sd: Math.sqrt(squares / (values.length - 1)) };
}
