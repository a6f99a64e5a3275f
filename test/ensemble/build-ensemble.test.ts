import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { appendFile, chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { buildEnsemble, type EnsembleJob } from '../../src/ensemble/build-ensemble.js';
import type { EnsembleResult } from '../../src/ensemble/ensemble-result.js';
import type { Method } from '../../src/ensemble/fit/fit.js';
import { inEnsembleThread } from '../../src/ensemble/in-ensemble-thread.js';
import type { Run } from '../../src/runs/run.js';
import { Laboratory, task } from './fixture.js';

const answers = [
  [1, 0],
  [0, 1],
  [1, 1],
];
const sure = [
  [3, -3],
  [-3, 3],
  [3, -1],
];
const unsure = [
  [1, 1],
  [-2, 1],
  [-1, 2],
];
const testLogits = [
  [2, -2],
  [-4, -1],
];

/** The result, which must be there: no scores are missing. */
async function built(job: EnsembleJob): Promise<EnsembleResult> {
  const result = await buildEnsemble(job);
  assert.ok(!('missing' in result));
  return result;
}

const plan = (method: Method): EnsembleJob['plan'] => ({ method, cut: 'half', choice: null });

describe('buildEnsemble', () => {
  let lab: Laboratory;
  before(async () => {
    lab = await Laboratory.open(answers, 2);
  });
  after(() => lab.close());

  const build = (members: Run[], method: Method = 'soft') => built(lab.job(members, { plan: plan(method) }));

  it('writes the test file with its output filled in, every line as it was, and says what it wrote', async () => {
    const result = await build([await lab.run('1', sure, testLogits)]);
    const written = await readFile(lab.outFile);
    const test = (await readFile(lab.data.test, 'utf8')).trimEnd().split('\n');
    const outputs = ['{"joy":"True","fear":"False"}', '{"joy":"False","fear":"True"}'];
    assert.equal(
      written.toString('utf8'),
      test.map((line, at) => `${line.slice(0, -1)},"output":${outputs[at]}}\n`).join(''),
    );
    assert.equal(result.submission, lab.outFile);
    assert.equal(result.bytes, written.length);
    assert.equal(result.sha256, createHash('sha256').update(written).digest('hex'));
    assert.deepEqual(result.label_shares.predicted, { joy: 0.5, fear: 0.5 });
    assert.deepEqual(result.label_shares.train, { joy: 2 / 3, fear: 2 / 3 });
  });

  it('leaves a line without a label empty where the task allows it', async () => {
    const free = { ...task, submission: { ...task.submission, at_least_one: false } };
    await built(lab.job([await lab.run('1', sure, testLogits)], { task: free }));
    assert.match(await readFile(lab.outFile, 'utf8'), /"joy":"False","fear":"False"/);
  });

  it('is worth as much as its only member', async () => {
    const one = await lab.run('1', sure, testLogits);
    for (const method of ['soft', 'hard', 'logits', 'rank', 'weighted', 'greedy', 'label_weights'] as const) {
      const alone = await build([one], method);
      assert.deepEqual(alone.dev, one.result?.dev, method);
      assert.deepEqual(alone.gain ?? { value: 0, low: 0, high: 0 }, { value: 0, low: 0, high: 0 });
    }
  });

  it('measures soft and hard voting on the dev file and names the best member', async () => {
    const members = [await lab.run('1', sure, testLogits), await lab.run('2', unsure, testLogits)];
    // Means: (.84,.39) (.08,.84) (.61,.57) -> all right. Any vote: joy fear | fear | joy fear -> one too many.
    const soft = await build(members);
    assert.equal(soft.dev.micro_f1, 1);
    assert.deepEqual(soft.dev_cross_fitted, soft.dev);
    assert.equal(soft.learned, false);
    const hard = await build(members, 'hard');
    assert.equal(hard.dev.micro_f1, 8 / 9);
    assert.deepEqual(hard.best_member, { run: '1', micro_f1: members[0]?.result?.dev.micro_f1 });
    assert.equal(hard.correlations.length, 4);
    assert.equal(hard.leave_one_out.length, 2);
  });

  it('says so where dev is too small to cross-fit what was fitted on it', async () => {
    const members = [await lab.run('1', sure, testLogits), await lab.run('2', unsure, testLogits)];
    const greedy = await build(members, 'greedy');
    assert.equal(greedy.dev_cross_fitted, null);
    assert.equal(greedy.learned, true);
  });

  it('keeps its own scores, with which it can be a member', async () => {
    const members = [await lab.run('1', sure, testLogits), await lab.run('2', unsure, testLogits)];
    const result = await build(members, 'hard');
    const lines = (await readFile(result.scores.dev, 'utf8')).trimEnd().split('\n');
    const own = lines.map((line) => JSON.parse(line) as { id: string; logits: number[] });
    assert.deepEqual(
      own.map(({ id }) => id),
      ['dev-0', 'dev-1', 'dev-2'],
    );
    assert.deepEqual(
      own.map(({ logits }) => logits.map((logit) => (logit >= 0 ? 1 : 0))),
      [
        [1, 1],
        [0, 1],
        [1, 1],
      ],
    );
    assert.equal((await readFile(result.scores.test, 'utf8')).trimEnd().split('\n').length, 2);
  });

  it('gives in a thread what it gives without', async () => {
    const members = [await lab.run('1', sure, testLogits), await lab.run('2', unsure, testLogits)];
    const job = lab.job(members);
    assert.deepEqual(await inEnsembleThread(job), await buildEnsemble(job));
    await assert.rejects(inEnsembleThread({ ...job, candidates: [] }), /^UserError: An ensemble needs/);
  });

  /** Refused in one sentence, and nothing is left lying about. */
  const refuses = async (job: EnsembleJob, message: RegExp) => {
    await rm(dirname(lab.outFile), { recursive: true, force: true });
    await assert.rejects(buildEnsemble(job), (error: Error) => {
      assert.equal(error.name, 'UserError');
      assert.match(error.message, message);
      assert.doesNotMatch(error.message, /\n/);
      return true;
    });
    assert.deepEqual(await readdir(dirname(lab.outFile)).catch(() => []), []);
  };
  const both = async () =>
    [await lab.run('1', sure, testLogits), await lab.run('2', unsure, testLogits)] as const;

  it('refuses scores of other examples, in another order, of another task, or broken ones', async () => {
    const members = await both();
    const job = lab.job(members);
    const scored = (ids: string[], logits: (number | null)[] = [1, 1]) =>
      ids.map((id) => ({ id, logits: logits as number[] }));
    await lab.writeScores('2', 'test', scored(['test-1', 'test-0']));
    await refuses(job, /Run 2 .*line 1 .*“test-1”.*“test-0”/);
    await lab.writeScores('2', 'test', scored(['test-0']));
    await refuses(job, /Run 2 .*1 lines, the data file 2/);
    await lab.writeScores('2', 'test', scored(['test-0', 'test-1'], [1, 1, 1]));
    await refuses(job, /Run 2 .*test-scores\.jsonl, line 1: 3 logits, where the task has 2/);
    // A number that is none is written as null by whoever writes JSON in JavaScript, as NaN by Python.
    await lab.writeScores('2', 'test', scored(['test-0', 'test-1'], [null, 1]));
    await refuses(job, /Run 2 .*test-scores\.jsonl, line 1: .*number/);
    await writeFile(join(lab.runsDir, '2', 'test-scores.jsonl'), '{"id":"test-0","logits":[NaN,1]}\n');
    await refuses(job, /Run 2 .*test-scores\.jsonl, line 1: .*not valid JSON/);
    await appendFile(join(lab.runsDir, '2', 'dev-scores.jsonl'), '{"id":"dev-3","logits":[0,');
    await refuses(job, /Run 2 .*dev-scores\.jsonl, line 4: it is not valid JSON/);
  });

  it('refuses a member of other labels, or of the same in another order', async () => {
    const members = await both();
    const spec = join(lab.runsDir, '2', 'spec.json');
    await writeFile(spec, JSON.stringify({ task: { labels: ['fear', 'joy'] } }));
    await refuses(lab.job(members), /Run 2 .*another order \(fear, joy\).*\(joy, fear\)/);
  });

  it('refuses a member whose folder was deleted', async () => {
    const members = await both();
    await rm(join(lab.runsDir, '2'), { recursive: true });
    await refuses(lab.job(members), /Run 2 cannot be a member: its labels cannot be read/);
  });

  it('refuses members that all say the same', async () => {
    const same = [await lab.run('1', sure, testLogits), await lab.run('2', sure, testLogits)];
    await refuses(lab.job(same), /run 1, run 2.*exactly the same/);
    const almost = [
      same[0] as Run,
      await lab.run('2', sure, [
        [2, -2],
        [-4, -1.5],
      ]),
    ];
    await build(almost);
  });

  it('names the members whose test scores are not there yet, and writes nothing', async () => {
    const members = await both();
    await rm(join(lab.runsDir, '2', 'test-scores.jsonl'));
    await rm(dirname(lab.outFile), { recursive: true, force: true });
    assert.deepEqual(await buildEnsemble(lab.job(members)), { missing: ['2'] });
    assert.deepEqual(await readdir(dirname(lab.outFile)).catch(() => []), []);
  });

  it('refuses data that has changed since the runs were trained, and a test file with an id twice', async () => {
    const other = await Laboratory.open(answers, 2);
    try {
      const run = await other.run('1', sure, testLogits);
      await appendFile(other.data.dev, '\n');
      await assert.rejects(buildEnsemble(other.job([run])), /has changed since/);
    } finally {
      await other.close();
    }
    const twice = await Laboratory.open(answers, 2, undefined, ['test-0', 'test-0']);
    try {
      const run = await twice.run('1', sure, testLogits);
      await assert.rejects(
        buildEnsemble(twice.job([run])),
        /line 2: the id “test-0” is used in line 1 already/,
      );
    } finally {
      await twice.close();
    }
  });

  it('says that the place for the file cannot be written to', async () => {
    const members = await both();
    const outFile = join(lab.data.test, 'no-folder', 'out.jsonl');
    await refuses(lab.job(members, { outFile }), /cannot be written/);
    if (process.getuid?.() === 0) return;
    const folder = join(lab.runsDir, 'locked');
    await mkdir(folder);
    await chmod(folder, 0o500);
    await refuses(lab.job(members, { outFile: join(folder, 'out.jsonl') }), /may not be written to/);
    assert.deepEqual(await readdir(folder), []);
  });
});

describe('buildEnsemble with 200 members of 5,000 examples and 8 labels', () => {
  it('keeps the mean and the ids right', { timeout: 300_000 }, async () => {
    const labels = Array.from({ length: 8 }, (_, at) => `label-${at}`);
    const count = 5000;
    const row = (example: number, member: number) =>
      labels.map((_, label) => Math.sin(example * 31 + label * 17 + member * 7) * 4);
    const grid = (member: number) => Array.from({ length: count }, (_, example) => row(example, member));
    const truth = Array.from({ length: 20 }, (_, at) => labels.map((_, label) => (at + label) % 2));
    const lab = await Laboratory.open(truth, count, labels);
    try {
      const members: Run[] = [];
      for (let id = 1; id <= 200; id += 1) {
        const logits = grid(id);
        members.push(await lab.run(String(id), logits.slice(0, 20), logits));
      }
      const result = await built(lab.job(members));
      const lines = (await readFile(lab.outFile, 'utf8')).trimEnd().split('\n');
      assert.equal(lines.length, count);
      for (const example of [0, 1, 2499, 4999]) {
        const expected = labels.map((_, label) => {
          let sum = 0;
          for (let id = 1; id <= 200; id += 1) sum += 1 / (1 + Math.exp(-(row(example, id)[label] ?? 0)));
          return sum / 200 >= 0.5 ? 'True' : 'False';
        });
        const line = JSON.parse(lines[example] ?? '') as { id: string; output: Record<string, string> };
        assert.equal(line.id, `test-${example}`);
        if (expected.includes('True')) assert.deepEqual(Object.values(line.output), expected);
        assert.deepEqual(Object.keys(line.output), labels);
      }
      assert.equal(result.members.length, 200);
    } finally {
      await lab.close();
    }
  });
});
