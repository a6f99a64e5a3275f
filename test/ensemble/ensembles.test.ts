import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { Ensembles } from '../../src/ensemble/ensembles.js';
import { listSubmissions } from '../../src/ensemble/list-submissions.js';
import type { PredictScores } from '../../src/ensemble/predict-missing.js';
import { noteScore } from '../../src/runs/note-score.js';
import type { RunStore } from '../../src/runs/run-store.js';
import { readExamples, readLabelledExamples } from '../../src/task/read-examples.js';
import { doneRun, openRuns, student } from '../support/runs.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const lines = (values: unknown[]) => values.map((value) => `${JSON.stringify(value)}\n`).join('');

/** Numbers from -1 to 1 that look drawn. */
const noise = (seed: number) => {
  const value = Math.sin(seed * 12.9898) * 43758.5453;
  return 2 * (value - Math.floor(value)) - 1;
};

/** Finished runs on the sample with made scores, each a little better than the one before. */
async function laboratory(
  count: number,
  predict: PredictScores = () => Promise.reject(new Error('asked to predict')),
) {
  const home = temporaryFolder();
  const { store, runs, settings } = await openRuns(home);
  const { labels } = settings.task;
  const ids: string[] = [];
  for (let at = 1; at <= count; at += 1) {
    const run = await doneRun(runs, 0.5 + at / 100);
    const folder = runs.folder(run.id);
    const dev = await readLabelledExamples(run.data.dev, labels);
    const test = await readExamples(run.data.test);
    const logits = (row: number, known: number[]) =>
      known.map((yes, label) => (yes ? 1 : -1) + (4 - at / 2) * noise(row * 97 + label * 7 + at * 1013));
    await writeFile(
      folder.devScores,
      lines(dev.map(({ id, labels: own }, row) => ({ id, logits: logits(row, own) }))),
    );
    await writeFile(
      folder.testScores,
      lines(
        test.map(({ id }, row) => ({
          id,
          logits: logits(
            row,
            labels.map((_, label) => (noise(row + label) > 0.5 ? 1 : 0)),
          ),
        })),
      ),
    );
    await mkdir(folder.checkpoint, { recursive: true });
    ids.push(run.id);
  }
  const errors: unknown[] = [];
  const log = { error: ({ err }: { err?: unknown }) => void errors.push(err) };
  const open = (over: RunStore = store) =>
    new Ensembles({ runs: over === store ? runs : runs, settings, predict, log });
  return { home, store, runs, settings, ids, errors, open };
}

/** Makes test scores out of those that were put aside. */
const predicting = (kept: Map<string, string>): PredictScores & { asked: string[] } => {
  const asked: string[] = [];
  return Object.assign(
    async ({ output }: { output: string }) => {
      asked.push(output);
      await writeFile(output, kept.get(output.replace('.predicting', '')) ?? '');
    },
    { asked },
  );
};

async function putAside(files: string[], kept: Map<string, string>): Promise<void> {
  for (const file of files) {
    kept.set(file, await readFile(file, 'utf8'));
    await rm(file);
  }
}

describe('Ensembles', () => {
  const closing: (() => Promise<void>)[] = [];
  after(async () => {
    for (const close of closing) await close();
  });
  const opened = async (count: number, predict?: PredictScores) => {
    const lab = await laboratory(count, predict);
    closing.push(() => lab.store.close());
    return lab;
  };

  it('writes a submission of the best runs and keeps it with its hash, scores and numbers', async () => {
    const { open, store, ids } = await opened(4);
    const built = await open().build({ top: 2, method: 'greedy', thresholds: 'tuned' }, student);
    assert.ok('submission' in built);
    const { submission } = built;
    assert.deepEqual(store.submission(submission.id), submission);
    assert.equal(submission.members.length, 2);
    assert.ok(submission.members.every((member) => ids.includes(member)));
    assert.ok(submission.learned && submission.dev_cross_fitted);
    assert.match(submission.sha256, /^[0-9a-f]{64}$/);
    assert.match(submission.submission, /nikl-ea-2023-top2-greedy-.*\.jsonl$/);
  });

  it('takes runs that are named, in whatever order, and refuses what does not fit by its name', async () => {
    const { open, store } = await opened(3);
    const one = await open().build({ runs: '3,1' }, student);
    const other = await open().build({ runs: '1,3' }, student);
    assert.ok('submission' in one && 'submission' in other);
    assert.deepEqual(one.submission.members, ['1', '3']);
    assert.equal(one.submission.sha256, other.submission.sha256);
    for (const [runs, sentence] of [
      ['1,1', /Run 1 cannot be a member: it is named twice/],
      ['1,77', /There is no run “77”/],
      ['1/2,3', /Run 1\/2 cannot be a member: run 1 has no parts/],
    ] as const)
      await assert.rejects(open().build({ runs }, student), sentence);
    await store.update('3', { data: { ...(store.get('3')?.data ?? assert.fail()), hash: 'f00' } });
    await assert.rejects(open().build({ runs: '1,3' }, student), /Run 3 .*other data.*run 1/);
    await store.update('2', { state: 'running', result: null });
    await assert.rejects(open().build({ runs: '1,2' }, student), /Run 2 .*is running and has no result/);
    await assert.rejects(open().build({ top: 5 }, student), /Only \d finished run/);
  });

  it('takes an ensemble as a member of another one, as what it decides', async () => {
    const { open } = await opened(4);
    const first = await open().build({ runs: '1,2,3', method: 'hard' }, student);
    assert.ok('submission' in first);
    const alone = await open().build({ submission: first.submission.id }, student);
    assert.ok('submission' in alone);
    assert.deepEqual(alone.submission.members, ['submission:1']);
    assert.deepEqual(alone.result.dev, first.result.dev_cross_fitted);
    const together = await open().build({ runs: '4', submission: '1' }, student);
    assert.ok('submission' in together);
    assert.deepEqual(together.submission.members, ['4', 'submission:1']);
    await assert.rejects(open().build({ submission: '9' }, student), /There is no submission “9”/);
  });

  it('predicts missing test scores first, and then follows by itself', async () => {
    const kept = new Map<string, string>();
    const predict = predicting(kept);
    const { open, store, runs } = await opened(3, predict);
    const ensembles = open();
    const whole = await ensembles.build({ runs: '1,2,3' }, student);
    assert.ok('submission' in whole);
    await putAside([runs.folder('2').testScores, runs.folder('3').testScores], kept);
    const said: string[] = [];
    const { submission } = await ensembles.buildAndWait({ runs: '1,2,3' }, student, (line) =>
      said.push(line),
    );
    assert.equal(submission.sha256, whole.submission.sha256);
    assert.equal(predict.asked.length, 2);
    assert.match(said.join('\n'), /Test scores of 2 members are missing \(2, 3\)/);
    assert.deepEqual(store.pendingEnsembles(), []);
    await ensembles.stop();
  });

  it('goes on after a restart with what waited, and says how it ended until somebody was told', async () => {
    const kept = new Map<string, string>();
    const hang: PredictScores = (_job, { signal }) =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('stopped'))));
    const lab = await opened(2, hang);
    await putAside([lab.runs.folder('1').testScores], kept);
    const before = lab.open();
    const built = await before.build({ top: 2 }, student, { channelId: '55' });
    assert.ok('pending' in built);
    await before.stop();
    assert.equal(lab.store.pendingEnsembles()[0]?.ended, null);
    await lab.store.close();
    closing.pop();

    const again = await openRuns(lab.home);
    closing.push(() => again.store.close());
    const log = { error: () => undefined };
    const next = new Ensembles({
      runs: again.runs,
      settings: again.settings,
      predict: predicting(kept),
      log,
    });
    const ended = new Promise<void>((resolve) => void next.onEnded(() => resolve()));
    next.start();
    await ended;
    const [pending] = again.store.pendingEnsembles();
    assert.equal(pending?.channel_id, '55');
    assert.deepEqual(pending.ended, { submission: '1', problem: null });
    assert.equal(again.store.submission('1')?.members.length, 2);
    await next.told(pending.id);
    assert.deepEqual(again.store.pendingEnsembles(), []);
    await next.stop();
  });

  it('says by name why test scores could not be made, and leaves nothing half-written', async () => {
    const kept = new Map<string, string>();
    const { open, runs, home } = await opened(2, async ({ output }) => {
      await writeFile(output, '{"id":');
      throw new Error('the machine is gone');
    });
    await putAside([runs.folder('1').testScores], kept);
    await assert.rejects(
      open().buildAndWait({ runs: '1,2' }, student, () => undefined),
      /the machine is gone/,
    );
    assert.ok(!(await readdir(runs.folder('1').dir)).some((name) => name.startsWith('test-scores')));
    await rm(runs.folder('1').checkpoint, { recursive: true });
    await assert.rejects(
      open().buildAndWait({ runs: '1,2' }, student, () => undefined),
      /Run 1 cannot be a member: its test scores are missing, and so is the checkpoint/,
    );
    assert.deepEqual(await readdir(join(home, 'submissions')), []);
  });
});

describe('submissions', () => {
  it('are listed with what the leaderboard said, the best, and how many a day takes', async () => {
    const { open, store, runs } = await laboratory(3);
    const ensembles = open();
    for (const top of [1, 2, 3]) await ensembles.build({ top }, student);
    const at = (time: string) => new Date(time);
    await noteScore({ submission: '1', score: '0.61' }, student, runs, at('2026-11-22T20:00:00Z'));
    await noteScore({ submission: '2', score: '0.64' }, student, runs, at('2026-11-23T14:00:00Z'));
    await noteScore({ run: '1', score: '0.6' }, student, runs, at('2026-11-23T15:30:00Z'));
    const config = { submissions_per_day: 5, schedule: { timezone: 'Asia/Seoul' } };
    // In Seoul the 23rd goes from 15:00 on the 22nd to 15:00 on the 23rd.
    const list = listSubmissions(store, config, at('2026-11-23T10:00:00Z'));
    assert.deepEqual(
      list.submissions.map((one) => [one.id, one.public]),
      [
        ['3', null],
        ['2', 0.64],
        ['1', 0.61],
      ],
    );
    assert.equal(list.best, '2');
    assert.deepEqual(list.today, { scored: 2, limit: 5 });
    assert.equal(list.agreement.submissions + list.agreement.runs, 3);
    await store.close();
  });
});
