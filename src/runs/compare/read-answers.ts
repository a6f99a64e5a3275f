import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { DEFAULT_THRESHOLD } from '../../task/evaluate.js';
import { isUnchanged } from '../../task/find-data-set.js';
import { type LabelledExample, readLabelledExamples } from '../../task/read-examples.js';
import { sigmoid } from '../../task/sigmoid.js';
import { type Said, say } from '../../texts/texts.js';
import { UserError } from '../../user-error.js';
import type { DoneRun } from '../leaderboard.js';
import { readScores } from '../read-scores.js';
import type { RunFolder } from '../run-folder.js';

/** What runs answered of the same dev examples, and what is true. */
export type Answers = {
  labels: readonly string[];
  examples: readonly LabelledExample[];
  /** For each run, in their order: 0 or 1 at threshold 0.5, [examples, labels]. */
  answers: readonly Uint8Array[];
};

/** Of `spec.json` only what is needed here: older files may lack other parts. */
const labelledSchema = z.object({ task: z.object({ labels: z.array(z.string()) }) });

/**
 * Reads the dev scores of runs that can be held against each other: on the same data, which is still as it was, for the
 * same labels in the same order, and of the same examples in the same order.
 * @param folderOf a run's folder by its number
 * @throws UserError `compare.data` | `compare.labels` | `compare.examples` naming the run, those of reading its scores
 */
export async function readAnswers(
  runs: readonly DoneRun[],
  folderOf: (id: string) => RunFolder,
): Promise<Answers> {
  const [first] = runs;
  if (!first) throw new RangeError('no runs to read');
  for (const run of runs) refuseOtherData(run, first);
  const labels = await labelsOf(first, folderOf);
  for (const run of runs.slice(1)) refuseOtherLabels(run, await labelsOf(run, folderOf), first, labels);
  const examples = await readLabelledExamples(await devFileOf(runs, first), labels);
  const answers: Uint8Array[] = [];
  for (const run of runs) answers.push(await answersOf(run, folderOf(run.id).devScores, examples, labels));
  return { labels, examples, answers };
}

function refuseOtherData(run: DoneRun, first: DoneRun): void {
  if (run.data.hash === first.data.hash) return;
  const name = ({ spec, data }: DoneRun) => `${spec.data}, ${data.hash.slice(0, 8)}`;
  throw new UserError(
    'compare.data',
    say('compareErrors.other_data', {
      ...{ run: run.id, data: name(run), first: first.id, first_data: name(first) },
    }),
  );
}

async function labelsOf(run: DoneRun, folderOf: (id: string) => RunFolder): Promise<string[]> {
  const { spec } = folderOf(run.id);
  try {
    return labelledSchema.parse(JSON.parse(await readFile(spec, 'utf8'))).task.labels;
  } catch (cause) {
    throw new UserError('compare.labels', say('compareErrors.labels_file', { run: run.id, file: spec }), {
      cause,
    });
  }
}

function refuseOtherLabels(run: DoneRun, own: string[], first: DoneRun, labels: readonly string[]): void {
  if (own.length === labels.length && own.every((label, at) => label === labels[at])) return;
  throw new UserError(
    'compare.labels',
    say('compareErrors.labels', {
      ...{ run: run.id, labels: own.join(', '), first: first.id, first_labels: labels.join(', ') },
    }),
  );
}

/** The same data may lie in several folders; one that is as it was will do. */
async function devFileOf(runs: readonly DoneRun[], first: DoneRun): Promise<string> {
  for (const data of new Map(runs.map((run) => [run.data.folder, run.data])).values())
    if (await isUnchanged(data).catch(onlyFalseForPeople)) return data.dev;
  throw new UserError(
    'compare.data',
    say('compareErrors.changed', {
      ...{ data: first.spec.data, folder: first.data.folder, run: first.id },
    }),
  );
}

/** A folder that is gone is no bug: it holds the data no more. */
function onlyFalseForPeople(error: unknown): false {
  if (error instanceof UserError) return false;
  throw error;
}

async function answersOf(
  run: DoneRun,
  file: string,
  examples: readonly LabelledExample[],
  labels: readonly string[],
): Promise<Uint8Array> {
  const refuse = (identifier: string, problem: Said | string, cause?: unknown): never => {
    throw new UserError(identifier, say('compareErrors.run', { run: run.id, problem }), {
      cause,
      context: { run: run.id },
    });
  };
  const scores = await readScores(file, { labels: labels.length }).catch((error: unknown) => {
    if (error instanceof UserError) return refuse(error.identifier, error.sentence, error);
    throw error;
  });
  if (scores.length !== examples.length)
    refuse(
      'compare.examples',
      say('compareErrors.lines', { file, lines: scores.length, examples: examples.length }),
    );
  const answers = new Uint8Array(examples.length * labels.length);
  for (const [row, { id, logits }] of scores.entries()) {
    const wanted = examples[row]?.id;
    if (id !== wanted)
      refuse(
        'compare.examples',
        say('compareErrors.line', { line: row + 1, file, id, wanted: wanted ?? '' }),
      );
    for (const [label, logit] of logits.entries())
      answers[row * labels.length + label] = sigmoid(logit) >= DEFAULT_THRESHOLD ? 1 : 0;
  }
  return answers;
}
