import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { RawOptions } from '../../src/runs/check-option.js';
import { averagesLine } from '../../src/runs/compare/averages-line.js';
import { meanEpochs } from '../../src/runs/mean-epochs.js';
import { partCount, partsOf } from '../../src/runs/parts.js';
import { partsLine } from '../../src/runs/parts-line.js';
import { ProgressMeter } from '../../src/runs/progress-meter.js';
import type { Run } from '../../src/runs/run.js';
import { specDigest } from '../../src/runs/spec-digest.js';
import { runSpecSchema } from '../../src/runs/spec.js';
import { EarlyStops } from '../../src/runs/sweep/early-stops.js';
import { EpochScores } from '../../src/runs/sweep/epoch-scores.js';
import { planSweep } from '../../src/runs/sweep/plan-sweep.js';
import type { WorkerEvent } from '../../src/runs/worker-event.js';
import { UserError } from '../../src/user-error.js';
import { openRuns, resultOf, student } from '../support/runs.js';
import { someSpec } from '../support/spec.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { makeData } from '../training/run-worker.js';

const time = '2026-11-24T00:00:00.000Z';

async function refusal(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
  } catch (error) {
    assert.ok(error instanceof UserError, String(error));
    return error.message;
  }
  return assert.fail('nothing was refused');
}

describe('parts of a run', () => {
  it('GIVEN folds and seeds THEN all folds with one seed come before the next seed', () => {
    assert.deepEqual(partsOf({ folds: 2, seeds: 2, seed: 42 }), [
      { part: 1, seed: 42, fold: 1 },
      { part: 2, seed: 42, fold: 2 },
      { part: 3, seed: 43, fold: 1 },
      { part: 4, seed: 43, fold: 2 },
    ]);
    assert.deepEqual(partsOf({ folds: 0, seeds: 1, seed: 42 }), [{ part: 1, seed: 42, fold: null }]);
    assert.equal(partCount({ folds: 5, seeds: 3 }), 15);
  });

  it('GIVEN a spec from before there were any THEN it means one training, and digests are equal', () => {
    const { folds, seeds, ...old } = someSpec();
    const read = runSpecSchema.parse(old);
    assert.deepEqual([read.folds, read.seeds, folds, seeds], [0, 1, 0, 1]);
    assert.equal(specDigest(read, 'hash'), specDigest(someSpec(), 'hash'));
    assert.notEqual(specDigest(someSpec({ folds: 5 }), 'hash'), specDigest(read, 'hash'));
  });
});

describe('folds and seeds that cannot be', () => {
  const said: [RawOptions, RegExp][] = [
    [{ folds: 1 }, /leave none to train on\. Try `folds:5`/],
    [{ folds: 21 }, /`folds` must be a whole number from 0 to 20/],
    [{ seeds: 0 }, /`seeds` must be a whole number from 1 to 20/],
    [{ folds: 20, seeds: 20 }, /400 trainings; a run has 100 at most\. Try `folds:20 seeds:5`/],
    [{ seeds: 3, seed: 2147483647 }, /Try `seed:2147483645` or less/],
    [{ folds: 5, epochs: 0 }, /`epochs` must be a whole number from 1/],
  ];
  for (const [raw, sentence] of said)
    it(`GIVEN ${JSON.stringify(raw)} THEN what to type instead`, async () => {
      const { runs, store } = await openRuns(temporaryFolder());
      assert.match(await refusal(() => runs.submit(raw, student)), sentence);
      assert.deepEqual(store.list(), []);
      await store.close();
    });

  it('GIVEN more folds than examples THEN the largest number that works', async () => {
    const folder = temporaryFolder();
    const data = await makeData(join(folder, 'tiny'), (_, lines) => lines.slice(0, 7));
    const { runs, store } = await openRuns(temporaryFolder());
    const submit = (folds: number) => runs.submit({ data: data.folder, folds }, student, { anywhere: true });
    assert.match(await refusal(() => submit(8)), /needs 8 examples to train on; .* has 7\. Try `folds:7`/);
    assert.equal((await submit(7)).spec.folds, 7);
    await store.close();
  });

  it('GIVEN a space of folds THEN they are to be the same for all runs of the sweep', async () => {
    const examine = () => Promise.resolve({ spec: { loss: 'bce' } });
    const message = await refusal(() => planSweep({ space: 'folds=0,5; lr=1e-3,1e-2' }, examine));
    assert.match(message, /Leave it out of the space.*`set:"folds=5"`/);
    const { fixed } = await planSweep({ space: 'lr=1e-3,1e-2', folds: 5 }, examine);
    assert.deepEqual(fixed, { folds: 5 });
  });
});

/** As five folds leave it. */
const folded = (micro_f1: number) => ({
  ...resultOf(micro_f1),
  oof: { ...resultOf(0.5512).dev },
  spread: { dev: { mean: 0.542, sd: 0.004 }, held_out: { mean: 0.55, sd: 0.01 } },
});

describe('what is said of parts', () => {
  it('GIVEN folds or seeds THEN both numbers, and what each is', () => {
    assert.equal(
      partsLine({ folds: 5, seeds: 1 }, folded(0.5561)),
      '5 folds: out-of-fold 0.5512, dev 0.5420 ± 0.0040 each, 0.5561 averaged',
    );
    const { oof, ...seeded } = folded(0.5561);
    assert.ok(oof);
    assert.equal(
      partsLine({ folds: 0, seeds: 3 }, seeded),
      '3 seeds: dev 0.5420 ± 0.0040 each, 0.5561 averaged',
    );
    assert.equal(partsLine({ folds: 0, seeds: 1 }, resultOf(0.5)), '');
  });

  it('GIVEN an average against a single model THEN a comparison says so; against its like it does not warn', () => {
    const single = { id: '12', spec: someSpec(), result: resultOf(0.55) };
    const average = { id: '15', spec: someSpec({ folds: 5 }), result: folded(0.5561) };
    assert.equal(averagesLine(single, single), '');
    assert.equal(
      averagesLine(single, average),
      'Run 12 is a single model, run 15 is the average of 5 folds (0.5420 ± 0.0040 each). ' +
        'Averaging by itself changes scores: train both alike to compare their settings. ' +
        'Without folds the best epoch was chosen by dev, which flatters.',
    );
    assert.doesNotMatch(averagesLine(average, { ...average, id: '16' }), /Averaging by itself|flatters/);
  });
});

const engine = { kind: 'native', tensorflow: '2.21.0', device: 'cpu', slow: false } as const;
const epochOf = (part: number, epoch: number, micro_f1: number) =>
  ({
    ...{ type: 'epoch', part, time, epoch, train_loss: 0.5, dev_loss: 0.6, micro_f1, macro_f1: 0.5 },
    ...{ best: true, seconds: 1, seconds_left: 90 },
  }) as const satisfies WorkerEvent;

describe('progress of a run with parts', () => {
  it('GIVEN its events THEN share and time count over all parts, and each has its own best score', async () => {
    const { runs, store } = await openRuns(temporaryFolder());
    const run = await runs.submit({ seeds: 4, epochs: 5 }, student);
    let now = Date.parse(time);
    const meter = new ProgressMeter(() => new Date(now));
    let progress: Run['progress'] = null;
    const after = (event: WorkerEvent) => {
      const told = meter.after({ ...run, progress }, event);
      progress = told === undefined ? progress : told;
      return progress;
    };
    const start = { examples: { train: 1, dev: 1, test: 1 }, parameters: 1, epochs: 5, steps: 100 };
    after({ type: 'start', part: 1, time, engine, ...start });
    now += 20_000;
    const step = { type: 'step', part: 1, epoch: 1, loss: 1, lr: 1, gradNorm: 1 } as const;
    // 10 steps in 20 s: 390 are left of 400.
    assert.deepEqual(after({ ...step, step: 10 }), {
      ...{ epoch: 0, micro_f1: null, best_micro_f1: null, epochs: 5, part: 1, parts: 4 },
      // 5 epochs of one example in 100 steps.
      ...{ share: 0.025, seconds_left: 780, speed: 0.025 },
    });
    assert.equal(after(epochOf(1, 5, 0.6))?.share, 0.25);
    const second = after({ type: 'start', part: 2, time, engine, ...start });
    assert.deepEqual(
      [second?.part, second?.epoch, second?.share, second?.best_micro_f1, second?.seconds_left],
      [2, 0, 0.25, null, 90],
    );
    assert.equal(after(epochOf(2, 1, 0.4))?.best_micro_f1, 0.4);
    const resume = { type: 'resume', time, engine, steps: 100, micro_f1: 0.4, best_micro_f1: 0.5 } as const;
    const resumed = after({ ...resume, part: 3, epoch: 2, step: 50, seconds: 500 });
    assert.deepEqual([resumed?.share, resumed?.seconds_left], [0.625, 300]);
    await store.close();
  });
});

describe('means over parts by epoch', () => {
  it('GIVEN a part that patience ended early THEN the mean ends there', () => {
    const epochs = [epochOf(1, 1, 0.4), epochOf(1, 2, 0.6), epochOf(2, 1, 0.5)];
    assert.deepEqual(
      meanEpochs(epochs).map(({ epoch, micro_f1 }) => [epoch, micro_f1]),
      [[1, 0.45]],
    );
  });
});

describe('a sweep whose runs have parts', () => {
  it('GIVEN a run that is worse THEN it is stopped in its first part, by its scores, and never in a later one', async () => {
    const { runs, store } = await openRuns(temporaryFolder());
    const member = async (trial: number, epochs: WorkerEvent[], change: Partial<Run>) => {
      const sweep = { id: '1', trial, values: {}, pruned: null };
      const run = await runs.submit({ seeds: 2, again: true }, student, { sweep });
      const lines = epochs.map((event) => `${JSON.stringify(event)}\n`).join('');
      await writeFile(runs.folder(run.id).events, lines);
      return store.update(run.id, change);
    };
    const progress = { epochs: 8, share: 0, micro_f1: 0, best_micro_f1: 0, seconds_left: 9, parts: 2 };
    const good = [epochOf(1, 1, 0.6), epochOf(2, 1, 0.1), epochOf(2, 2, 0.1)];
    const members = [
      await member(0, good, { state: 'done', result: resultOf(0.6) }),
      await member(1, good, { state: 'done', result: resultOf(0.6) }),
      await member(2, [epochOf(1, 1, 0.3)], {
        state: 'running',
        progress: { ...progress, part: 1, epoch: 1 },
      }),
      await member(3, [epochOf(1, 1, 0.3), epochOf(2, 1, 0.9)], {
        state: 'running',
        progress: { ...progress, part: 2, epoch: 1 },
      }),
    ];
    const [first] = members;
    assert.ok(first);
    assert.deepEqual(await new EpochScores(runs).of(first), [0.6]);
    const ending = await new EarlyStops(runs).toEnd('halving', members);
    assert.deepEqual(
      ending.map(({ id, sweep }) => [id, sweep?.pruned?.message]),
      [['3', 'pruned at epoch 1: 0.3000, the best 1 of 4 there reached 0.6000']],
    );
    await store.close();
  });
});
