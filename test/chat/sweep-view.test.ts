import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { loadImage } from '@napi-rs/canvas';
import { sweepPicture } from '../../src/chat/sweep-picture.js';
import { suggestSpaces } from '../../src/chat/suggest-sweeps.js';
import { sweepEnd, sweepView } from '../../src/chat/views/sweep-view.js';
import { wholeOf } from '../../src/chat/whole-text.js';
import type { Run } from '../../src/runs/run.js';
import { parseSpace } from '../../src/runs/sweep/parse-space.js';
import type { Sweep } from '../../src/runs/sweep/sweep.js';
import { summarize } from '../../src/runs/sweep/sweep-summary.js';
import { textsIn } from '../../src/texts/texts.js';
import { finishedRun } from '../ensemble/fixture.js';
import { student } from '../support/runs.js';

const texts = textsIn('en');

const someData = { folder: '/data', train: '/data/train', dev: '/data/dev', test: '/data/test', hash: 'abc' };
const typed = 'lr=1e-5..1e-2 log; loss=bce,asl; gamma_neg=0..8; epochs=2..5';
const sweep: Sweep = {
  ...{ id: '3', state: 'running', typed, space: { parameters: parseSpace(typed), loss: '' } },
  ...{ strategy: 'tpe', pruner: 'median', budget: 20, seed: 1, fixed: { model: 'ngram' }, anywhere: false },
  ...{ intent: 'which `loss`?', author: student, created_at: '2026-11-23T10:00:00.000Z', finished_at: null },
  ...{ resumed_at: null, reason: null, channel_id: null, told: false },
};

/** Three done, one pruned, one failed, one that trains. */
const members = (): Run[] =>
  [0.41, 0.55, 0.48, 0, 0, 0].map((micro_f1, trial) => {
    const values = { loss: trial % 2 ? 'asl' : 'bce', lr: 10 ** -(2 + trial / 2), epochs: 2 + (trial % 4) };
    const own = {
      id: '3',
      trial,
      values: trial % 2 ? { ...values, gamma_neg: trial } : values,
      pruned: null,
    };
    const pruned = {
      epoch: 3,
      score: 0.3,
      message: 'pruned at epoch 3: 0.3000, median of the others 0.4800',
    };
    const ends: Partial<Run>[] = [
      { state: 'cancelled', result: null, sweep: { ...own, pruned } },
      { state: 'failed', result: null },
      { state: 'running', result: null, started_at: null, finished_at: null },
    ];
    const started_at = '2026-11-23T10:00:00.000Z';
    const finished_at = '2026-11-23T10:01:00.000Z';
    const change = { sweep: own, quiet: true, started_at, finished_at, ...(ends[trial - 3] ?? {}) };
    return finishedRun(String(trial + 7), someData, micro_f1, change);
  });

describe('what the channel shows of a sweep', () => {
  it('GIVEN more runs than it shows THEN all of them go with it, best first', () => {
    const [done] = members();
    assert.ok(done);
    const many = Array.from({ length: 9 }, (_, at) => ({ ...done, id: String(100 + at) }));
    const summary = summarize(sweep, many, 1);
    const view = sweepView(sweep, summary, many, texts);
    const count = (text = '') => [...text.matchAll(/run 10\d\*?\*? · /gi)].length;
    assert.equal(count(JSON.stringify(view)), 5);
    assert.equal(count(wholeOf(view)), 9);
    assert.equal(wholeOf(sweepView(sweep, summarize(sweep, members(), 1), members(), texts)), undefined);
  });

  it('GIVEN a sweep under way THEN its embed has progress, best, what waits, pruned, failed and the time left', () => {
    const summary = summarize(sweep, members(), 1);
    assert.deepEqual(
      [summary.done, summary.pruned, summary.failed, summary.best?.id, summary.secondsLeft],
      [3, 1, 1, '8', 15 * 60],
    );
    const text = JSON.stringify(sweepView(sweep, summary, members(), texts));
    for (const part of [
      ...['Sweep 3 · tpe · running', '6 of 20 runs', 'about 15 min 0 s left', 'running: run 12', '1 pruned'],
      ...[
        '1 failed',
        '**0.5500** run 8 · `loss:asl lr:0.0031',
        'model:ngram',
        'median',
        '<@100000000000000001>',
      ],
    ])
      assert.ok(text.includes(part), `${part} in ${text}`);
  });

  it('GIVEN its end THEN author and best are named; GIVEN no result THEN that is said', () => {
    const done = { ...sweep, state: 'done' as const, finished_at: '2026-11-23T11:00:00.000Z' };
    assert.match(
      sweepEnd(done, summarize(done, members().slice(0, 5), 1), texts),
      /^<@100000000000000001> Sweep 3 is done: the best is run 8, dev micro-F1 \*\*0\.5500\*\* .*\(3 done, 1 pruned, 1 failed\)\.$/,
    );
    assert.match(sweepEnd(done, summarize(done, [], 1), texts), /no run finished/);
  });

  it('GIVEN runs with a score THEN there is a picture, a panel for each parameter, and its text', async () => {
    const summary = summarize(sweep, members(), 1);
    const picture = await sweepPicture(sweep, summary, members(), texts);
    assert.ok(picture);
    const { width, height } = await loadImage(picture.attachment);
    assert.deepEqual([width, height], [960, 64 + 2 * 340]);
    assert.match(
      picture.description,
      /of 4 runs against lr, loss, gamma_neg, epochs\. Rings .*best, a green star, is run 8: 0\.5500 with loss:asl/,
    );
    if (process.env.SHOW) writeFileSync(join(process.env.SHOW, picture.name), picture.attachment);
    assert.equal(await sweepPicture(sweep, summarize(sweep, [], 1), [], texts), undefined);
  });

  it('GIVEN somebody types a space THEN ways to go on are offered', () => {
    const values = (text: string) => suggestSpaces(text, texts).map(({ value }) => value);
    assert.ok(values('').includes('lr=1e-5..5e-5 log'));
    assert.deepEqual(values('lr=1e-4; lo'), ['lr=1e-4; lo', 'lr=1e-4; loss=bce,asl,apl']);
  });
});
