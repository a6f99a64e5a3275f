import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EnsembleJob } from '../../src/ensemble/build-ensemble.js';
import { memberOfRun } from '../../src/ensemble/member.js';
import { type RunFolder, runFolder } from '../../src/runs/run-folder.js';
import { type Run, UNTOLD } from '../../src/runs/run.js';
import { evaluate, evaluateTuned } from '../../src/task/evaluate.js';
import { findDataSet } from '../../src/task/find-data-set.js';
import type { DataSet } from '../../src/task/data-set.js';
import type { Task } from '../../src/task/task.js';
import { someSpec } from '../support/spec.js';

export const task: Task = {
  name: 'two-emotions',
  title: 'Two emotions',
  labels: ['joy', 'fear'],
  submission: { yes: 'True', no: 'False', at_least_one: true },
};

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const lines = (values: unknown[]) => values.map((value) => `${JSON.stringify(value)}\n`).join('');
const input = (id: string) => ({ form: `${id}: 하늘이 맑다`, target: { form: '하늘', begin: 3, end: 5 } });

/** A finished run without files; what a test is about is given in `change`. */
export function finishedRun(id: string, data: DataSet, micro_f1: number, change: Partial<Run> = {}): Run {
  const dev = { threshold: 0.5, micro_f1, macro_f1: micro_f1, per_label: {} };
  return {
    id,
    revision: Number(id),
    state: 'done',
    spec: someSpec({
      ...{ data: 'tiny', lr: 0.01, epochs: 2, batch: 8, dropout: 0, maxlen: 64, seed: 42 },
    }),
    intent: 'to see',
    from: null,
    filled: null,
    provenance: null,
    when: 'now',
    author: { id: null, name: 'kim' },
    data,
    created_at: '2026-11-23T10:00:00.000Z',
    started_at: '2026-11-23T10:00:01.000Z',
    finished_at: `2026-11-23T10:01:${id.padStart(2, '0')}.000Z`,
    attempts: 1,
    crashes: 0,
    interruption: null,
    adjusted: null,
    note: null,
    code: { commit: 'abc', dirty: false },
    host: 'here',
    progress: null,
    result: { dev, dev_tuned: { ...dev, thresholds: {} }, best_epoch: 2, seconds: 60, engine: 'native' },
    failure: null,
    origin: null,
    quiet: false,
    sweep: null,
    public_scores: [],
    ...UNTOLD,
    checkpoint_freed_at: null,
    checkpoint_pinned: false,
    sheet_note: '',
    thread_url: null,
    ...change,
  };
}

const idsOf = (count: number): string[] => Array.from({ length: count }, (_, at) => `test-${at}`);

export type Scores = { id: string; logits: number[] }[];

/** A folder with a data set in NIKL format and runs that were trained on it. */
export class Laboratory {
  readonly runsDir: string;
  readonly outFile: string;
  readonly answers: number[][];
  readonly testIds: string[];
  readonly data: DataSet;
  readonly labels: readonly string[];
  readonly #root: string;

  private constructor(
    root: string,
    data: DataSet,
    answers: number[][],
    testIds: string[],
    labels: readonly string[],
  ) {
    this.#root = root;
    this.runsDir = join(root, 'runs');
    this.outFile = join(root, 'submissions', 'out.jsonl');
    this.data = data;
    this.answers = answers;
    this.testIds = testIds;
    this.labels = labels;
  }

  /** @param answers of the dev file (the training file has the same); [examples, labels] */
  static async open(
    answers: number[][],
    testCount: number,
    labels = task.labels,
    testIds = idsOf(testCount),
  ): Promise<Laboratory> {
    const root = await mkdtemp(join(tmpdir(), 'labmate-ensemble-'));
    const folder = join(root, 'tiny');
    await mkdir(folder);
    const output = (row: number[]) =>
      Object.fromEntries(labels.map((label, at) => [label, row[at] === 1 ? 'True' : 'False']));
    const labelled = (part: string) =>
      lines(
        answers.map((row, at) => ({
          id: `${part}-${at}`,
          input: input(`${part}-${at}`),
          output: output(row),
        })),
      );
    await writeFile(join(folder, 'train.jsonl'), labelled('train'));
    await writeFile(join(folder, 'dev.jsonl'), labelled('dev'));
    await writeFile(
      join(folder, 'test.jsonl'),
      lines(testIds.map((id) => ({ id, source: 'x', input: input(id) }))),
    );
    return new Laboratory(root, await findDataSet('tiny', [root]), answers, testIds, labels);
  }

  close(): Promise<void> {
    return rm(this.#root, { recursive: true, force: true });
  }

  /** A finished run with the score files that its logits make, [examples, labels]. */
  async run(id: string, dev: number[][], test: number[][], change: Partial<Run> = {}): Promise<Run> {
    await mkdir(join(this.runsDir, id), { recursive: true });
    await writeFile(join(this.runsDir, id, 'spec.json'), JSON.stringify({ task: { labels: this.labels } }));
    await this.writeScores(
      id,
      'dev',
      dev.map((logits, at) => ({ id: `dev-${at}`, logits })),
    );
    await this.writeScores(
      id,
      'test',
      test.map((logits, at) => ({ id: this.testIds[at] ?? '', logits })),
    );
    const probabilities = dev.map((row) => row.map(sigmoid));
    const run = finishedRun(id, this.data, 0);
    return {
      ...run,
      result: {
        dev: evaluate(probabilities, this.answers, this.labels),
        dev_tuned: evaluateTuned(probabilities, this.answers, this.labels),
        best_epoch: 2,
        seconds: 60,
        engine: 'native',
      },
      ...change,
    };
  }

  folder(id: string): RunFolder {
    return runFolder(join(this.runsDir, id));
  }

  /** All that putting these runs together needs. */
  job(members: readonly Run[], change: Partial<EnsembleJob> = {}): EnsembleJob {
    return {
      candidates: members.map((run) => memberOfRun(run, this.folder(run.id))),
      data: this.data,
      dataName: 'tiny',
      task: { ...task, labels: [...this.labels] },
      plan: { method: 'soft', cut: 'half', choice: null },
      outFile: this.outFile,
      ...change,
    };
  }

  writeScores(id: string, part: 'dev' | 'test', scores: Scores): Promise<void> {
    return writeFile(join(this.runsDir, id, `${part}-scores.jsonl`), lines(scores));
  }
}
