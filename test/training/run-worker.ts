import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { parse } from 'yaml';
import { findDataSet } from '../../src/task/find-data-set.js';
import { type RunFile, runFolder, type RunFolder } from '../../src/runs/run-folder.js';
import type { RunSpec } from '../../src/runs/spec.js';
import { type WorkerEvent, workerEventSchema } from '../../src/runs/worker-event.js';
import { taskSchema } from '../../src/task/task.js';
import { projectRoot } from '../golden/read-golden.js';
import { someSpec } from '../support/spec.js';

export const workerFile = join(projectRoot, 'dist', 'src', 'training', 'worker.js');

export const MODELS = {
  ngram: { kind: 'ngram', settings: { orders: [1, 2], buckets: 1024, scale: 100 } },
  encoder: {
    kind: 'encoder',
    settings: {
      tokenizer: join(projectRoot, 'configs', 'tokenizers', 'kote8-wordpiece'),
      layers: 1,
      hidden: 16,
      heads: 2,
      intermediate: 32,
    },
  },
} as const;

/** A small data set: the first lines of the sample. `edit` changes the lines of a file before they are written. */
export async function makeData(
  folder: string,
  edit: (part: string, lines: string[]) => string[] = (_, lines) => lines,
): Promise<RunFile['data']> {
  await mkdir(folder, { recursive: true });
  const sizes = { train: 40, dev: 20, test: 10 };
  for (const [part, size] of Object.entries(sizes)) {
    const sample = join(projectRoot, 'configs', 'samples', 'kote8', `${part}.jsonl`);
    const lines = (await readFile(sample, 'utf8')).split('\n').slice(0, size);
    await writeFile(join(folder, `${part}.jsonl`), `${edit(part, lines).join('\n')}\n`);
  }
  return findDataSet(folder, [folder]);
}

/** A run folder with its `spec.json`, as the bot makes them. */
export async function makeRun(
  dir: string,
  data: RunFile['data'],
  {
    spec = {},
    model = MODELS.ngram,
    intent = 'see that it trains',
  }: { spec?: Partial<RunSpec>; model?: RunFile['model']; intent?: string } = {},
): Promise<RunFolder> {
  const folder = runFolder(dir);
  const task: unknown = parse(
    await readFile(join(projectRoot, 'configs', 'tasks', 'nikl-ea-2023.yaml'), 'utf8'),
  );
  const run: RunFile = {
    run: '1',
    spec: someSpec(spec),
    intent,
    task: taskSchema.parse(task),
    data,
    model,
    author: 'ari',
    created_at: '2026-11-01T00:00:00.000Z',
    code: { commit: 'unknown', dirty: false },
    versions: {},
    host: 'here',
  };
  await mkdir(dir, { recursive: true });
  await writeFile(folder.spec, JSON.stringify(run));
  return folder;
}

export type Ended = { code: number | null; signal: string | null; events: WorkerEvent[]; log: string };

/** Forks the compiled worker and waits for its end. `onOutput` sees each piece of what it prints. */
export async function runWorker(
  folder: RunFolder,
  onOutput: (text: string, child: ChildProcess) => void = () => undefined,
  env: Record<string, string> = {},
): Promise<Ended> {
  const child = fork(workerFile, [folder.dir], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: [],
    env: { ...process.env, ...env },
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      log += chunk.toString();
      onOutput(log, child);
    });
  const exit = once(child, 'exit') as Promise<[number | null, string | null]>;
  // Not the event `close`: it does not come where the parent has disconnected.
  const printed = [child.stdout, child.stderr].map((stream) => stream && finished(stream));
  const [[code, signal]] = await Promise.all([exit, ...printed]);
  return { code, signal, events: await eventsOf(folder), log };
}

/** Every line must be an event of the contract. */
async function eventsOf(folder: RunFolder): Promise<WorkerEvent[]> {
  return parseEvents(await readFile(folder.events, 'utf8'));
}

export function parseEvents(text: string): WorkerEvent[] {
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => workerEventSchema.parse(JSON.parse(line)));
}
