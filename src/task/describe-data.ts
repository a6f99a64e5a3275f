import { type AnswerCounts, countAnswers } from './count-answers.js';
import type { DataSet } from './data-set.js';
import { findOverlap, findRepeats, type Overlap, type Repeats, type SeenTexts } from './find-repeats.js';
import { type Example, readExamples, readLabelledExamples } from './read-examples.js';
import { takeTurns } from './take-turns.js';

/** Of the texts' lengths in characters (code points). */
export type Lengths = { min: number; mean: number; median: number; p95: number; max: number };

export type PartReport = {
  examples: number;
  /** Lines whose text is nothing or white space. */
  empty: number;
  /** Lines that name a target. */
  targets: number;
  lengths: Lengths;
  repeats: Repeats;
};
export type LabelledReport = PartReport & { answers: AnswerCounts };

/** What `data` says, and with --json prints. */
export type DataReport = {
  folder: string;
  /** SHA-256 over the three files, hexadecimal: what a run notes of its data. */
  hash: string;
  labels: string[];
  train: LabelledReport;
  dev: LabelledReport;
  test: PartReport;
  /** What of dev and of test is in train. */
  overlap: { dev: Overlap; test: Overlap };
};

/**
 * Reads the three files of a data set and counts what one should know before training on it. Others in the process get
 * their turn meanwhile.
 * @param labels the task's
 * @throws UserError `data.line` naming file and line, `data.empty` | `data.file` naming the file
 */
export async function describeData(
  { folder, hash, ...files }: DataSet,
  labels: readonly string[],
): Promise<DataReport> {
  const train = await readLabelledExamples(files.train, labels);
  const dev = await readLabelledExamples(files.dev, labels);
  const test = await readExamples(files.test);
  const { report, seen } = await describePart(train);
  const answers = (rows: typeof train) =>
    countAnswers(
      rows.map((example) => example.labels),
      labels.length,
    );
  return {
    ...{ folder, hash, labels: [...labels] },
    train: { ...report, answers: await answers(train) },
    dev: { ...(await describePart(dev)).report, answers: await answers(dev) },
    test: (await describePart(test)).report,
    overlap: { dev: await findOverlap(dev, seen), test: await findOverlap(test, seen) },
  };
}

async function describePart(examples: readonly Example[]): Promise<{ report: PartReport; seen: SeenTexts }> {
  const { repeats, seen } = await findRepeats(examples);
  const lengths = new Uint32Array(examples.length);
  let empty = 0;
  let targets = 0;
  const giveWay = takeTurns();
  for (const [index, { text, target }] of examples.entries()) {
    await giveWay();
    lengths[index] = [...text].length;
    if (text.trim() === '') empty += 1;
    if (target !== null) targets += 1;
  }
  return { report: { examples: examples.length, empty, targets, lengths: spread(lengths), repeats }, seen };
}

/** Median and 95 % by nearest rank: the shortest length that so many texts do not exceed. */
function spread(lengths: Uint32Array): Lengths {
  const sorted = lengths.sort();
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
  const sum = sorted.reduce((total, length) => total + length, 0);
  return { min: at(0), mean: sum / sorted.length, median: at(0.5), p95: at(0.95), max: at(1) };
}
