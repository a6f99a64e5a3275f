import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { epochSteps, type StepPlan, stepsPerEpoch } from '../../src/training/epoch-steps.js';
import { Random } from '../../src/training/random.js';

/** Lengths as texts have them: most are short, a few long. */
const random = new Random(5);
const lengths = Array.from({ length: 1003 }, () => 5 + Math.floor(120 * random.uniform() ** 3));
const plan: StepPlan = { lengths, batch: 8, accumulate: 1, shuffle: true, bucket: true, seed: 42 };

const range = (batch: readonly number[]) => {
  const own = batch.map((position) => lengths[position] ?? NaN);
  return { shortest: Math.min(...own), longest: Math.max(...own), size: own.length };
};

/** Share of positions that are padding. */
function padding(steps: number[][][]): number {
  const real = lengths.reduce((sum, length) => sum + length, 0);
  const computed = steps
    .flat()
    .map(range)
    .reduce((sum, { longest, size }) => sum + longest * size, 0);
  return 1 - real / computed;
}

describe('the steps of an epoch', () => {
  for (const shuffle of [true, false])
    for (const bucket of [true, false])
      for (const accumulate of [1, 3])
        it(`hold every example once, in whole batches but for one: shuffle ${shuffle}, bucket ${bucket}, accumulate ${accumulate}`, () => {
          const changed = { ...plan, shuffle, bucket, accumulate };
          const steps = epochSteps(changed, 2);
          assert.deepEqual(
            steps.flat(2).sort((a, b) => a - b),
            lengths.map((_, position) => position),
          );
          const sizes = steps.flat().map((batch) => batch.length);
          assert.deepEqual(
            sizes.filter((size) => size !== 8),
            [1003 % 8],
          );
          assert.equal(steps.length, stepsPerEpoch(1003, changed));
          assert.ok(steps.slice(0, -1).every((batches) => batches.length === accumulate));
        });

  it('are the same for a seed and an epoch, and others for another seed or epoch', () => {
    assert.deepEqual(epochSteps(plan, 3), epochSteps({ ...plan }, 3));
    assert.notDeepEqual(epochSteps(plan, 3), epochSteps(plan, 4));
    assert.notDeepEqual(epochSteps(plan, 3), epochSteps({ ...plan, seed: 43 }, 3));
  });

  it('waste little on padding where texts are bucketed, and much where not', () => {
    assert.ok(padding(epochSteps(plan, 2)) < 0.1);
    assert.ok(padding(epochSteps({ ...plan, bucket: false }, 2)) > 0.4);
    assert.ok(padding(epochSteps({ ...plan, accumulate: 4 }, 2)) < 0.1);
  });

  it('mix long and short batches over the epoch, and within a step of several', () => {
    const longest = epochSteps(plan, 2)
      .flat()
      .map((batch) => range(batch).longest);
    const rising = longest.filter((length, i) => i > 0 && length >= (longest[i - 1] ?? 0)).length;
    assert.ok(rising > 0.3 * longest.length && rising < 0.7 * longest.length, `${rising} rise`);
    const mixed = epochSteps({ ...plan, accumulate: 4 }, 2).map((batches) => batches.map(range));
    const spread = mixed.filter(
      (batches) =>
        Math.max(...batches.map(({ longest }) => longest)) >
        2 * Math.min(...batches.map(({ longest }) => longest)),
    );
    assert.ok(spread.length > mixed.length / 2);
  });

  it('deal texts of one length anew each epoch', () => {
    const same = { ...plan, lengths: lengths.map(() => 7) };
    const companions = (epoch: number) =>
      epochSteps(same, epoch)
        .flat()
        .find((batch) => batch.includes(0))
        ?.sort((a, b) => a - b);
    assert.notDeepEqual(companions(2), companions(3));
  });

  it('begin with the longest text in the first epoch, so that a lack of memory shows at once', () => {
    const first = epochSteps(plan, 1)[0]?.[0] ?? [];
    assert.equal(range(first).longest, Math.max(...lengths));
  });

  it('follow the file where nothing is shuffled', () => {
    const steps = epochSteps({ ...plan, shuffle: false, bucket: false }, 5);
    assert.deepEqual(
      steps.flat(2),
      lengths.map((_, position) => position),
    );
  });

  it('are the same each epoch where texts are bucketed but not shuffled, pool after pool from short to long', () => {
    const still = { ...plan, shuffle: false };
    const steps = epochSteps(still, 1);
    assert.deepEqual(steps, epochSteps(still, 9));
    const batches = steps.flat();
    // A quarter of the data, in whole batches.
    const pool = batches.slice(0, 31);
    assert.deepEqual(
      pool.flat().sort((a, b) => a - b),
      lengths.slice(0, 248).map((_, position) => position),
    );
    for (const [i, batch] of pool.slice(1).entries())
      assert.ok(range(batch).shortest >= range(pool[i] ?? []).longest);
  });

  it('are fewer than one batch, or none, where there are few examples', () => {
    assert.deepEqual(epochSteps({ ...plan, lengths: [] }, 1), []);
    assert.deepEqual(epochSteps({ ...plan, lengths: [9, 4], accumulate: 2 }, 1).flat(2).length, 2);
  });
});
