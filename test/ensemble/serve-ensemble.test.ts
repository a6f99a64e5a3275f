import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, it } from 'node:test';
import { buildEnsemble } from '../../src/ensemble/build-ensemble.js';
import type { Method } from '../../src/ensemble/fit/fit.js';
import { memberOfSubmission } from '../../src/ensemble/member.js';
import { answerTogether, checkpointsIn, servingOf } from '../../src/ensemble/serve-ensemble.js';
import type { Submission } from '../../src/runs/submission.js';
import { Laboratory } from './fixture.js';

const answers = Array.from({ length: 12 }, (_, at) => [at % 2, at % 3 === 0 ? 1 : 0]);
const noise = (seed: number) => Math.sin(seed * 12.9898) * 2;
const scores = (seed: number) =>
  answers.map((row, at) => row.map((yes, label) => (yes ? 1 : -1) + noise(seed + at * 7 + label)));
const tests = (seed: number) => [0, 1, 2].map((at) => [noise(seed + at), noise(seed * 3 + at)]);

describe('an ensemble that answers texts', () => {
  let lab: Laboratory;
  before(async () => {
    lab = await Laboratory.open(answers, 3);
  });
  after(() => lab.close());

  /** As the store has it, of what was built. */
  const submissionOf = async (method: Method, inner?: Submission): Promise<Submission> => {
    const members = [await lab.run('1', scores(1), tests(1)), await lab.run('2', scores(2), tests(2))];
    const job = lab.job(members, {
      plan: { method, cut: method === 'soft' ? 'half' : 'tuned', choice: null },
    });
    const outFile = lab.outFile.replace('out', inner ? 'outer' : `out-${method}`);
    const nested = inner?.scores ? [memberOfSubmission(inner, inner.scores)] : [];
    const result = await buildEnsemble({ ...job, outFile, candidates: [...job.candidates, ...nested] });
    assert.ok(!('missing' in result));
    const { scores: own, fitted } = result;
    return { id: inner ? '2' : '1', scores: own, fitted } as Submission;
  };
  const checkpoint = (id: string) => lab.folder(id).checkpoint;
  const logitsOf = (row: number) =>
    new Map(['1', '2'].map((id) => [checkpoint(id), tests(Number(id))[row] ?? []]));

  /** What the built ensemble said of the test file. */
  const said = async (submission: Submission) =>
    (await readFile(submission.scores?.test ?? '', 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { logits: number[] }).logits);

  for (const method of ['soft', 'logits', 'hard', 'weighted', 'label_weights', 'greedy', 'stack'] as const)
    it(`says of a text by ${method} what it said of the same in a file`, async () => {
      const submission = await submissionOf(method);
      const serving = await servingOf(submission, () => undefined);
      assert.deepEqual(checkpointsIn(serving), [checkpoint('1'), checkpoint('2')]);
      for (const [row, logits] of (await said(submission)).entries()) {
        const answer = answerTogether(serving, logitsOf(row));
        assert.deepEqual(answer.logits, logits);
        assert.deepEqual(
          answer.decisions,
          answer.probabilities.map((one) => (one >= 0.5 ? 1 : 0)),
        );
      }
    });

  it('asks an ensemble among its members in turn, with each checkpoint loaded once', async () => {
    const inner = await submissionOf('greedy');
    const outer = await submissionOf('soft', inner);
    const serving = await servingOf(outer, () => inner);
    assert.deepEqual(checkpointsIn(serving), [checkpoint('1'), checkpoint('2')]);
    for (const [row, logits] of (await said(outer)).entries())
      assert.deepEqual(answerTogether(serving, logitsOf(row)).logits, logits);
    await assert.rejects(
      servingOf(outer, () => undefined),
      /submission 1, one of its members, is gone/,
    );
  });

  it('refuses ranks, and what is older than it, in a sentence', async () => {
    const ranked = await submissionOf('rank');
    await assert.rejects(
      servingOf(ranked, () => undefined),
      /a single text has no rank/,
    );
    await assert.rejects(
      servingOf({ ...ranked, fitted: null }, () => undefined),
      /Make it anew/,
    );
  });
});
