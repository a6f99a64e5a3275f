import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { buildEnsemble } from '../../src/ensemble/build-ensemble.js';
import type { VoteMethod } from '../../src/ensemble/vote.js';
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

describe('buildEnsemble', () => {
  let lab: Laboratory;
  before(async () => {
    lab = await Laboratory.open(answers, 2);
  });
  after(() => lab.close());

  const build = (members: Run[], method: VoteMethod = 'soft') =>
    buildEnsemble({ members, runsDir: lab.runsDir, task, method, outFile: lab.outFile });

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
    const members = [await lab.run('1', sure, testLogits)];
    const free = { ...task, submission: { ...task.submission, at_least_one: false } };
    await buildEnsemble({ members, runsDir: lab.runsDir, task: free, method: 'soft', outFile: lab.outFile });
    assert.match(await readFile(lab.outFile, 'utf8'), /"joy":"False","fear":"False"/);
  });

  it('is worth as much as its only member, and as any number of equal members', async () => {
    const one = await lab.run('1', sure, testLogits);
    const same = [one, await lab.run('2', sure, testLogits), await lab.run('3', sure, testLogits)];
    for (const method of ['soft', 'hard'] as const) {
      const alone = await build([one], method);
      const together = await build(same, method);
      assert.deepEqual(alone.dev, one.result?.dev);
      assert.deepEqual(together.dev, one.result?.dev);
      assert.equal(together.sha256, alone.sha256);
      assert.deepEqual(together.members, ['1', '2', '3']);
    }
  });

  it('gives the same whatever the order in which the members are named', async () => {
    const members = [
      await lab.run('9', sure, testLogits),
      await lab.run('10', unsure, [
        [-1, 0.3],
        [0.2, 0.1],
      ]),
      await lab.run(
        '11',
        [
          [0.1, 0.2],
          [0.3, -0.4],
          [-0.5, 0.6],
        ],
        [
          [0.7, -0.8],
          [-0.9, 1],
        ],
      ),
    ];
    for (const method of ['soft', 'hard'] as const)
      assert.deepEqual(await build([...members].reverse(), method), await build(members, method));
  });

  it('measures soft and hard voting on the dev file and names the best member', async () => {
    const members = [await lab.run('1', sure, testLogits), await lab.run('2', unsure, testLogits)];
    // Means: (.84,.39) (.08,.84) (.61,.57) -> all right. Any vote: joy fear | fear | joy fear -> one too many.
    assert.equal((await build(members)).dev.micro_f1, 1);
    const hard = await build(members, 'hard');
    assert.equal(hard.dev.micro_f1, 8 / 9);
    assert.deepEqual(hard.best_member, { run: '1', micro_f1: members[0]?.result?.dev.micro_f1 });
  });

  const refuses = (members: Run[], message: RegExp) =>
    assert.rejects(build(members), (error: Error) => {
      assert.equal(error.name, 'UserError');
      assert.match(error.message, message);
      assert.doesNotMatch(error.message, /\n/);
      return true;
    });

  it('refuses a member that does not fit, by its number', async () => {
    const good = await lab.run('1', sure, testLogits);
    const bad = await lab.run('2', sure, testLogits);
    await refuses([], /at least one finished run/);
    await refuses([good, good], /Run 1 .*named twice/);
    await refuses([good, { ...bad, state: 'running', result: null }], /Run 2 .*is running/);
    await refuses([good, { ...bad, data: { ...bad.data, hash: 'f00' } }], /Run 2 .*other data.*run 1/);
  });

  it('refuses scores of other examples, in another order, of another task, or broken ones', async () => {
    const good = await lab.run('1', sure, testLogits);
    const bad = await lab.run('2', sure, testLogits);
    const scored = (ids: string[], logits = [1, 1]) => ids.map((id) => ({ id, logits }));
    await lab.writeScores('2', 'test', scored(['test-1', 'test-0']));
    await refuses([good, bad], /Run 2 .*line 1 .*“test-1”.*“test-0”/);
    await lab.writeScores('2', 'test', scored(['test-0']));
    await refuses([good, bad], /Run 2 .*1 lines, the data file 2/);
    await lab.writeScores('2', 'test', scored(['test-0', 'test-1'], [1, 1, 1]));
    await refuses([good, bad], /Run 2 .*test-scores\.jsonl, line 1: 3 logits, where the task has 2/);
    await appendFile(join(lab.runsDir, '2', 'dev-scores.jsonl'), '{"id":"dev-3","logits":[0,');
    await refuses([good, bad], /Run 2 .*dev-scores\.jsonl, line 4: it is not valid JSON/);
    await refuses([good, { ...bad, id: '77' }], /Run 77 .*there is no dev-scores\.jsonl/);
  });

  it('refuses data that has changed since the runs were trained', async () => {
    const other = await Laboratory.open(answers, 2);
    try {
      const run = await other.run('1', sure, testLogits);
      await appendFile(other.data.dev, '\n');
      const outFile = other.outFile;
      await assert.rejects(
        buildEnsemble({ members: [run], runsDir: other.runsDir, task, method: 'soft', outFile }),
        /has changed since/,
      );
    } finally {
      await other.close();
    }
  });

  it('says that the place for the file cannot be written to', async () => {
    const members = [await lab.run('1', sure, testLogits)];
    const outFile = join(lab.data.test, 'no-folder', 'out.jsonl');
    await assert.rejects(
      buildEnsemble({ members, runsDir: lab.runsDir, task, method: 'soft', outFile }),
      /cannot be written/,
    );
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
      const big = { ...task, labels };
      const members: Run[] = [];
      for (let id = 1; id <= 200; id += 1) {
        const logits = grid(id);
        members.push(await lab.run(String(id), logits.slice(0, 20), logits));
      }
      const result = await buildEnsemble({
        members,
        runsDir: lab.runsDir,
        task: big,
        method: 'soft',
        outFile: lab.outFile,
      });
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
