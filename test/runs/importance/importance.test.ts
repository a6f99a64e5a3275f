import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { encodeSpecs } from '../../../src/runs/importance/encode-specs.js';
import { findImportance } from '../../../src/runs/importance/find-importance.js';
import { forestImportance } from '../../../src/runs/importance/forest.js';
import type { DoneRun } from '../../../src/runs/leaderboard.js';
import { LOSS_PARAMETER_NAMES, LOSS_PARAMETERS, type LossName } from '../../../src/runs/loss-options.js';
import { SeededRandom } from '../../../src/runs/seeded-random.js';
import type { RunSpec } from '../../../src/runs/spec.js';
import { UserError } from '../../../src/user-error.js';
import { finishedRun } from '../../ensemble/fixture.js';
import { someSpec } from '../../support/spec.js';

const data = { folder: '/d', train: '/d/t', dev: '/d/d', test: '/d/s', hash: 'abc' };

const run = (id: number, spec: Partial<RunSpec>, micro_f1: number): DoneRun =>
  finishedRun(String(id), data, micro_f1, { spec: someSpec(spec) }) as DoneRun;

const withLoss = (loss: LossName): Partial<RunSpec> => ({
  loss,
  ...Object.fromEntries(LOSS_PARAMETER_NAMES.map((name) => [name, null])),
  ...LOSS_PARAMETERS[loss],
});

/** Runs at random settings, whose score depends on the loss most, on the rate a little, and on nothing else. */
function madeRuns(count: number, { seed, effect = 1 }: { seed: number; effect?: number }): DoneRun[] {
  const random = new SeededRandom(seed);
  const pick = <T>(values: readonly [T, ...T[]]): T => values[random.index(values.length)] ?? values[0];
  const noise = () => (random.uint32() + random.uint32() + random.uint32()) / 2 ** 32 - 1.5;
  return Array.from({ length: count }, (_, at) => {
    const spec = {
      ...withLoss(pick(['bce', 'asl', 'apl'])),
      ...{ lr: pick([1e-5, 2e-5, 4e-5, 8e-5]), epochs: pick([10, 20, 30]), dropout: pick([0, 0.1, 0.2]) },
      ...{ warmup: pick([0, 0.05, 0.1]), seed: pick([1, 2, 3]) },
    };
    const score = 0.7 + effect * ((spec.loss === 'apl' ? 0.02 : 0) + 0.006 * Math.log2(spec.lr / 1e-5));
    return run(at + 1, spec, score + 0.004 * noise());
  });
}

describe('which options mattered', () => {
  it('GIVEN 60 runs whose score depends on loss and rate alone THEN these are found, in this order, and no other', async () => {
    const found = await findImportance(madeRuns(60, { seed: 7 }));
    assert.deepEqual(
      found.options.filter(({ matters }) => matters).map(({ names }) => names),
      [['loss'], ['lr']],
    );
    assert.deepEqual(found.options.map(({ names }) => names.join()).sort(), [
      'dropout',
      'epochs',
      'loss',
      'lr',
      'seed',
      'warmup',
    ]);
    assert.ok(found.explained > 0.6, String(found.explained));
    assert.equal(found.few, false);
    assert.equal(found.options[0]?.means[0]?.value, 'apl', 'the value with the best mean comes first');
    assert.ok(found.constant.includes('batch') && found.constant.includes('gamma_neg'));
    assert.ok(!found.constant.includes('loss') && !found.constant.includes('gamma'), 'no run has focal');
  });

  it('GIVEN the same runs again THEN the same numbers', async () => {
    const runs = madeRuns(16, { seed: 3 });
    assert.deepEqual(await findImportance(runs), await findImportance(runs.toReversed()));
  });

  it('GIVEN scores that depend on nothing THEN in 30 tries at most 4 take some option for important', () => {
    let mistaken = 0;
    for (let seed = 0; seed < 30; seed += 1) {
      const { runs, features } = encodeSpecs(madeRuns(14, { seed: 500 + seed, effect: 0 }));
      const scores = runs.map(({ result }) => result.dev.micro_f1);
      const found = forestImportance({ columns: features, scores, trees: 40, shuffles: 40, seed });
      if (Math.max(...found.importance) > found.chance) mistaken += 1;
    }
    // With a chance of one in twenty each, five and more come once in 64 times.
    assert.ok(mistaken <= 4, `${mistaken} of 30`);
  });

  it('GIVEN 12 runs THEN it says that there are few', async () => {
    const found = await findImportance(madeRuns(12, { seed: 1 }));
    assert.deepEqual([found.runs, found.few], [12, true]);
  });

  it('GIVEN options that always changed together THEN they are one, since nobody can tell them apart', () => {
    const runs = Array.from({ length: 9 }, (_, at) =>
      run(
        at + 1,
        { lr: [1e-5, 2e-5, 3e-5][at % 3] ?? 0, batch: [8, 16, 32][at % 3] ?? 0, seed: at },
        0.6 + at / 100,
      ),
    );
    assert.deepEqual(
      encodeSpecs(runs).features.map(({ names }) => names),
      [['lr', 'batch'], ['seed']],
    );
  });

  it('GIVEN a parameter of one loss THEN runs with another loss say nothing of it', () => {
    const asl = withLoss('asl');
    const specs: Partial<RunSpec>[] = [
      { ...asl, gamma_neg: 2 },
      { ...asl, gamma_neg: 4 },
      { ...asl, gamma_neg: 4, seed: 2 },
      withLoss('bce'),
    ];
    const { features, constant } = encodeSpecs(specs.map((spec, at) => run(at + 1, spec, 0.5)));
    assert.deepEqual(
      features.map(({ names, column }) => [names, column]),
      [
        [['loss'], [0, 0, 0, 1]],
        [['gamma_neg'], [2, 4, 4, 4]],
        [['seed'], [0, 0, 1, 0]],
      ],
    );
    assert.ok(constant.includes('clip'), 'it is null with BCE, but never varied');
  });

  it('GIVEN too few runs that differ THEN it says how many there are and how many are missing', async () => {
    const refused = (runs: DoneRun[], identifier: string, sentence: RegExp) =>
      assert.rejects(
        findImportance(runs),
        (error) =>
          error instanceof UserError && error.identifier === identifier && sentence.test(error.message),
      );
    await refused([], 'importance.none', /No run has finished yet; at least 8/);
    const same = Array.from({ length: 12 }, (_, at) => run(at + 1, { seed: at % 5 }, 0.6));
    await refused(same, 'importance.few', /Only 5 finished runs with different settings.*Train 3 more/);
    const level = Array.from({ length: 9 }, (_, at) => run(at + 1, { seed: at }, 0.6));
    await refused(level, 'importance.same', /All 9 runs.*0\.6000/);
    const elsewhere = level.map((one, at) => (at < 3 ? { ...one, data: { ...data, hash: 'other' } } : one));
    await refused(elsewhere, 'importance.few', /Only 6 finished runs/);
  });
});
