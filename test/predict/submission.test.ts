import assert from 'node:assert/strict';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Ensembles } from '../../src/ensemble/ensembles.js';
import { answerTogether, checkpointsIn, servingOf } from '../../src/ensemble/serve-ensemble.js';
import { RunPredictor } from '../../src/predict/run-predictor.js';
import { readScores } from '../../src/runs/read-scores.js';
import type { RunStore } from '../../src/runs/run-store.js';
import type { Runs } from '../../src/runs/runs.js';
import { promiseOf } from '../../src/runs/submission.js';
import { readExamples } from '../../src/task/read-examples.js';
import { projectRoot } from '../golden/read-golden.js';
import { runLab } from '../support/run-lab.js';
import { openRuns, student } from '../support/runs.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { makeData } from '../training/run-worker.js';

const worker = join(projectRoot, 'dist', 'src', 'training', 'text-worker.js');

describe('texts that an ensemble answers', { timeout: 300_000 }, () => {
  const home = temporaryFolder();
  let store: RunStore;
  let runs: Runs;
  let ensembles: Ensembles;
  const opened: RunPredictor[] = [];

  before(async () => {
    const data = join(home, 'small-data');
    await makeData(data);
    for (const loss of ['bce', 'asl']) {
      const words = ['train', `data:${data}`, 'model:ngram', 'epochs:2', `loss:${loss}`];
      const { code, stderr } = await runLab(words, { LABMATE_HOME: home });
      assert.equal(code, 0, stderr);
    }
    const lab = await openRuns(home);
    ({ store, runs } = lab);
    const predict = () => Promise.reject(new Error('nothing is missing'));
    ensembles = new Ensembles({ ...lab, predict, log: { error: () => undefined } });
  });

  after(async () => {
    for (const predictor of opened) await predictor.stop();
    await store.close();
  });

  const open = (freeMemory?: () => number) => {
    const predictor = new RunPredictor({ runs, worker, ...(freeMemory && { freeMemory }) });
    opened.push(predictor);
    return predictor;
  };

  const submissionBy = async (options: Record<string, string>) => {
    const built = await ensembles.build(options, student);
    assert.ok('submission' in built);
    return built.submission;
  };

  /** What the ensemble makes of texts of the dev file, by the scores that its members left in training. */
  async function expected(id: string, row: number): Promise<number[]> {
    const submission = store.submission(id) ?? assert.fail();
    const serving = await servingOf(submission, (inner) => store.submission(inner));
    const logits = new Map<string, number[]>();
    for (const folder of checkpointsIn(serving)) {
      const run = ['1', '2'].find((one) => runs.folder(one).checkpoint === folder) ?? assert.fail();
      const scores = await readScores(runs.folder(run).devScores, { labels: 8 });
      logits.set(folder, scores[row]?.logits ?? []);
    }
    assert.equal(logits.size, 2);
    return answerTogether(serving, logits).probabilities;
  }

  it('GIVEN means, fitted weights, and an ensemble in an ensemble THEN each answers as it was put together', async () => {
    const predictor = open();
    const examples = await readExamples(runs.require('1').data.dev);
    const first = await submissionBy({ runs: '1,2' });
    const greedy = await submissionBy({ runs: '1,2', method: 'label_weights', thresholds: 'tuned' });
    const nested = await submissionBy({ runs: '2', submission: first.id });
    for (const submission of [first, greedy, nested])
      for (const row of [0, 1, 2]) {
        const { text = '', target = null } = examples[row] ?? {};
        const asked = { text, person: 'ari', submission: submission.id, ...(target && { target }) };
        const { labels, run, microF1, ...said } = await predictor.predict(asked);
        assert.deepEqual([said.submission, run, microF1], [submission.id, undefined, promiseOf(submission)]);
        const wanted = await expected(submission.id, row);
        assert.equal(labels.length, 8);
        for (const [at, { probability, tunedThreshold }] of labels.entries()) {
          assert.equal(tunedThreshold, null);
          const off = Math.abs(probability - (wanted[at] ?? NaN));
          assert.ok(off < 1e-6, `submission ${submission.id}, text ${row}, label ${at}: off by ${off}`);
        }
      }
  });

  it('GIVEN a mean of probabilities THEN it is the mean of what the runs answer one by one', async () => {
    const predictor = open();
    const { id } = await submissionBy({ runs: '1,2' });
    const ask = (who: object) => predictor.predict({ text: '정말 고마워', person: 'ari', ...who });
    const [one, two, both] = [
      await ask({ run: '1' }),
      await ask({ run: '2' }),
      await ask({ submission: id }),
    ];
    for (const [at, { probability }] of both.labels.entries()) {
      const mean = ((one.labels[at]?.probability ?? NaN) + (two.labels[at]?.probability ?? NaN)) / 2;
      assert.ok(Math.abs(probability - mean) < 1e-6);
    }
    assert.notDeepEqual(one.labels, two.labels);
  });

  it('GIVEN ranks, both a run and a submission, or an unknown number THEN a sentence says what to do', async () => {
    const predictor = open();
    const ranked = await submissionBy({ runs: '1,2', method: 'rank' });
    const ask = (who: object) => predictor.predict({ text: '하나', person: 'ari', ...who });
    await assert.rejects(ask({ submission: ranked.id }), {
      ...{ identifier: 'ensemble.serve', message: /a single text has no rank/ },
    });
    await assert.rejects(ask({ submission: '1', run: '1' }), {
      ...{ identifier: 'predict.both', message: /not both: type `run:12`, `submission:4`/ },
    });
    await assert.rejects(ask({ submission: '99' }), { identifier: 'submission.unknown' });
  });

  it('GIVEN less memory than its checkpoints take together THEN both numbers are told, and one run is answered', async () => {
    const predictor = open(() => 0.3e9);
    const { id } = await submissionBy({ runs: '1,2' });
    const ask = (who: object) => predictor.predict({ text: '하나', person: 'ari', ...who });
    await assert.rejects(ask({ submission: id }), {
      identifier: 'predict.memory',
      message: /Its 2 checkpoints .* takes 0\.\d GB of memory; 0\.3 GB are free/,
    });
    assert.equal((await ask({ run: '1' })).labels.length, 8);
  });

  it('GIVEN checkpoints that are gone or were freed THEN their members are named, also within an ensemble', async () => {
    const predictor = open();
    const inner = await submissionBy({ runs: '1,2' });
    const outer = await submissionBy({ runs: '2', submission: inner.id });
    await store.update('1', { checkpoint_freed_at: '2026-11-02T00:00:00.000Z' });
    for (const run of ['1', '2'])
      renameSync(runs.folder(run).checkpoint, join(runs.folder(run).dir, 'elsewhere'));
    const ask = (submission: string) => predictor.predict({ text: '하나', person: 'ari', submission });
    await assert.rejects(ask(inner.id), {
      ...{ identifier: 'predict.members', message: /not on the disk any more: 1 \(2026-11-02\), 2 \(a date/ },
    });
    renameSync(join(runs.folder('2').dir, 'elsewhere'), runs.folder('2').checkpoint);
    await assert.rejects(ask(outer.id), /any more: 1 \(2026-11-02\) \(a date/);
  });
});
