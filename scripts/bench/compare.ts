import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { compareTwo } from '../../src/runs/compare/compare-two.js';
import { RESAMPLES } from '../../src/runs/compare/difference.js';
import type { DoneRun } from '../../src/runs/leaderboard.js';
import { runFolder } from '../../src/runs/run-folder.js';
import { SeededRandom } from '../../src/runs/seeded-random.js';
import { findDataSet } from '../../src/task/find-data-set.js';

const EXAMPLES = 2000;
const TIMES = 9;
const LABELS = ['joy', 'anticipation', 'trust', 'surprise', 'disgust', 'fear', 'anger', 'sadness'];

const lines = (values: unknown[]) => values.map((value) => `${JSON.stringify(value)}\n`).join('');

/**
 * Prints how long `results compare` takes over 2,000 made examples, files and thread included, and how long it kept the
 * event loop, and so the bot, from anything else.
 */
export async function benchCompare(): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), 'labmate-bench-'));
  try {
    const [first, second] = await makeRuns(root);
    const folderOf = (id: string) => runFolder(join(root, 'runs', id));
    const times: number[] = [];
    const loop = monitorEventLoopDelay({ resolution: 1 });
    for (let time = 0; time < TIMES; time += 1) {
      const began = performance.now();
      loop.enable();
      await compareTwo(first, second, folderOf);
      loop.disable();
      times.push(performance.now() - began);
    }
    times.sort((a, b) => a - b);
    process.stdout.write(
      `A comparison over ${EXAMPLES} examples x ${LABELS.length} labels and ${RESAMPLES} resamples: ` +
        `median ${Math.round(times[Math.floor(TIMES / 2)] ?? 0)} ms, slowest ${Math.round(times.at(-1) ?? 0)} ms of ${TIMES}; ` +
        `the event loop waited at most ${Math.round(loop.max / 1e6)} ms.\n`,
    );
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

async function makeRuns(root: string): Promise<[DoneRun, DoneRun]> {
  const random = new SeededRandom(1);
  const chance = (share: number) => random.uint32() / 2 ** 32 < share;
  const truth = Array.from({ length: EXAMPLES }, () => LABELS.map(() => chance(0.25)));
  await mkdir(join(root, 'made'));
  for (const part of ['train', 'dev', 'test'])
    await writeFile(
      join(root, 'made', `${part}.jsonl`),
      lines(
        truth.map((row, at) => ({
          id: `${part}-${at}`,
          input: { form: '하늘이 맑다 '.repeat(8), target: null },
          output: Object.fromEntries(LABELS.map((label, i) => [label, row[i] ? 'True' : 'False'])),
        })),
      ),
    );
  const data = await findDataSet('made', [root]);
  for (const id of ['1', '2']) {
    const folder = runFolder(join(root, 'runs', id));
    await mkdir(folder.dir, { recursive: true });
    await writeFile(folder.spec, JSON.stringify({ task: { labels: LABELS } }));
    const logits = (row: readonly boolean[]) => row.map((yes) => (chance(0.85) === yes ? 1.5 : -1.5));
    await writeFile(
      folder.devScores,
      lines(truth.map((row, at) => ({ id: `dev-${at}`, logits: logits(row) }))),
    );
  }
  // All that a comparison looks at in a run.
  const run = (id: string) => ({ id, data, spec: { data: 'made' } }) as DoneRun;
  return [run('1'), run('2')];
}
