import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { meanOfProbabilities } from '../../src/ensemble/fit/combine.js';
import { decide, type Method } from '../../src/ensemble/fit/fit.js';
import { greedyWeights } from '../../src/ensemble/fit/greedy-selection.js';
import { type ScoreTable, type Targets, withProbabilities } from '../../src/ensemble/fit/score-table.js';
import { inEnsembleThread } from '../../src/ensemble/in-ensemble-thread.js';
import type { Member } from '../../src/ensemble/member.js';
import { SeededRandom } from '../../src/runs/seeded-random.js';
import { findDataSet } from '../../src/task/find-data-set.js';

const SHAPE = { members: 200, examples: 5000, labels: 8 };
const LABELS = ['joy', 'anticipation', 'trust', 'surprise', 'disgust', 'fear', 'anger', 'sadness'];
const lines = (values: unknown[]) => values.map((value) => `${JSON.stringify(value)}\n`).join('');
const say = (line: string) => process.stdout.write(`${line}\n`);

/**
 * Prints how long votes and greedy selection take over 200 members x 5,000 examples x 8 labels, and whole ensembles, files and
 * thread included, with what the event loop, and so the bot, waited meanwhile.
 */
export async function benchEnsemble(): Promise<void> {
  const { table, targets } = makeScores();
  const half = LABELS.map(() => 0.5);
  say(`${SHAPE.members} members x ${SHAPE.examples} examples x ${SHAPE.labels} labels:`);
  say(`  soft vote ${times(() => decide(meanOfProbabilities(table), half), 7)} ms`);
  say(`  greedy selection, 20 bags ${times(() => greedyWeights(table, targets), 3)} ms`);
  const root = await mkdtemp(join(tmpdir(), 'labmate-bench-'));
  try {
    const job = await makeFiles(root, table, targets);
    for (const method of ['soft', 'greedy'] as const) await whole(job, method);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/** Median and slowest, in milliseconds. */
function times(work: () => unknown, count: number): string {
  const taken = Array.from({ length: count }, () => {
    const began = performance.now();
    work();
    return performance.now() - began;
  }).sort((a, b) => a - b);
  return `median ${Math.round(taken[Math.floor(count / 2)] ?? 0)}, slowest of ${count} ${Math.round(taken.at(-1) ?? 0)}`;
}

/** Members that know something: a quarter of the answers is yes, logits are about as sure as real ones. */
function makeScores(): { table: ScoreTable; targets: Targets } {
  const random = new SeededRandom(1);
  const share = () => random.uint32() / 2 ** 32;
  const size = SHAPE.examples * SHAPE.labels;
  const targets = Uint8Array.from({ length: size }, () => (share() < 0.25 ? 1 : 0));
  const hardness = Float64Array.from({ length: size }, () => 3 * (share() + share() - 1));
  const logits = Float64Array.from({ length: SHAPE.members * size }, (_, at) => {
    const entry = at % size;
    return (targets[entry] === 1 ? 1 : -2) + (hardness[entry] ?? 0) + 3 * (share() + share() - 1);
  });
  return { table: withProbabilities({ ...SHAPE, logits }), targets };
}

type Files = { candidates: Member[]; data: Awaited<ReturnType<typeof findDataSet>>; outFile: string };

async function makeFiles(root: string, { logits }: ScoreTable, targets: Targets): Promise<Files> {
  const { examples, labels, members } = SHAPE;
  await mkdir(join(root, 'made'));
  for (const part of ['train', 'dev', 'test'])
    await writeFile(
      join(root, 'made', `${part}.jsonl`),
      lines(
        Array.from({ length: examples }, (_, row) => ({
          id: `${part}-${row}`,
          input: { form: '하늘이 맑다 '.repeat(8), target: null },
          output: Object.fromEntries(
            LABELS.map((label, at) => [label, targets[row * labels + at] ? 'True' : 'False']),
          ),
        })),
      ),
    );
  const candidates: Member[] = [];
  for (let member = 0; member < members; member += 1) {
    const file = (part: string) => join(root, `${member}-${part}.jsonl`);
    for (const part of ['dev', 'test'])
      await writeFile(
        file(part),
        lines(
          Array.from({ length: examples }, (_, row) => {
            const start = (member * examples + row) * labels;
            return { id: `${part}-${row}`, logits: [...logits.subarray(start, start + labels)] };
          }),
        ),
      );
    const name = String(member + 1);
    const none = { outOfFold: null, spec: null, checkpoints: [] };
    candidates.push({ name, model: 'made', dev: file('dev'), test: file('test'), ...none });
  }
  return { candidates, data: await findDataSet('made', [root]), outFile: join(root, 'out.jsonl') };
}

async function whole({ candidates, data, outFile }: Files, method: Method): Promise<void> {
  const submission = { yes: 'True', no: 'False', at_least_one: true };
  const task = { name: 'made', title: 'Made', labels: LABELS, submission };
  const loop = monitorEventLoopDelay({ resolution: 1 });
  const began = performance.now();
  loop.enable();
  await inEnsembleThread({
    candidates,
    data,
    dataName: 'made',
    task,
    plan: { method, cut: 'half', choice: null },
    outFile,
  });
  loop.disable();
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  say(
    `  the whole of a ${method} ensemble, with reading, cross-fitting and writing, ${seconds} s; ` +
      `the event loop waited ${Math.round(loop.percentile(99) / 1e6)} ms (99th percentile), at most ${Math.round(loop.max / 1e6)} ms`,
  );
}
