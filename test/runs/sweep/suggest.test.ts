import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { domainOf } from '../../../src/runs/sweep/domain.js';
import { gridPoint, gridSize } from '../../../src/runs/sweep/grid.js';
import { parseSpace } from '../../../src/runs/sweep/parse-space.js';
import { logDensity, parzenOf, sampleUnit } from '../../../src/runs/sweep/parzen.js';
import { SweepRandom } from '../../../src/runs/sweep/random.js';
import { keyOf, type Range, type Space, type Values } from '../../../src/runs/sweep/space.js';
import { startUp, suggest, type Trial } from '../../../src/runs/sweep/suggest.js';

const spaceOf = (typed: string): Space => ({ parameters: parseSpace(typed), loss: 'bce' });
const rangeOf = (typed: string): Range => parseSpace(typed)[0] as Range;

/** All suggestions of a search whose runs score what `score` says. */
function suggestions(
  typed: string,
  search: { strategy: 'grid' | 'random' | 'tpe'; budget: number; seed?: number },
  score: (values: Values) => number = () => 0.5,
): Values[] {
  const trials: Trial[] = [];
  for (let trial = 0; trial < search.budget; trial++) {
    const values = suggest({ space: spaceOf(typed), seed: 1, ...search }, trial, trials);
    if (!values) break;
    trials.push({ values, outcome: 'done', score: score(values) });
  }
  return trials.map(({ values }) => values);
}

describe('a grid', () => {
  it('goes through every combination, the last parameter fastest, the loss first', () => {
    const space = spaceOf('epochs=1,2; loss=bce,asl; gamma_neg=0..4 step 2');
    const all = Array.from({ length: gridSize(space) }, (_, i) => gridPoint(space, i));
    assert.deepEqual(all, [
      { loss: 'bce', epochs: 1 },
      { loss: 'bce', epochs: 2 },
      ...[1, 2].flatMap((epochs) => [0, 2, 4].map((gamma_neg) => ({ loss: 'asl', epochs, gamma_neg }))),
    ]);
    assert.equal(gridPoint(space, all.length), undefined);
  });

  it('has evenly spread points, also in the logarithm, with both ends', () => {
    assert.deepEqual(
      domainOf(rangeOf('lr=1e-4..1e-2 log points 3')).cells?.map(({ value }) => value),
      [1e-4, 1e-3, 1e-2],
    );
    assert.deepEqual(
      domainOf(rangeOf('dropout=0..0.3 step 0.1')).cells?.map(({ value }) => value),
      [0, 0.1, 0.2, 0.3],
    );
  });

  it('GIVEN a budget that ends before it does THEN its runs are spread over all of it, none twice', () => {
    const some = suggestions('epochs=1..100', { strategy: 'grid', budget: 20 });
    const epochs = some.map((values) => Number(values.epochs));
    assert.equal(new Set(epochs).size, 20);
    assert.ok(epochs.some((epoch) => epoch <= 33) && epochs.some((epoch) => epoch > 66));
  });
});

for (const strategy of ['random', 'tpe'] as const)
  describe(`${strategy} search`, () => {
    it('suggests the same again from the same seed, and something else from another', () => {
      const typed = 'lr=1e-5..1e-1 log; dropout=0..0.5; loss=bce,asl; gamma_neg=0..4';
      const score = (values: Values) => -Math.abs(Math.log10(Number(values.lr)) + 3);
      const one = suggestions(typed, { strategy, budget: 25 }, score);
      assert.deepEqual(suggestions(typed, { strategy, budget: 25 }, score), one);
      assert.notDeepEqual(suggestions(typed, { strategy, budget: 25, seed: 2 }, score), one);
    });

    it('keeps to the space, and gives a parameter only to losses that have it', () => {
      const typed = 'lr=1e-5..1e-2 log; epochs=2..5; decay=0..1 step 0.25; loss=bce,asl; gamma_neg=1..2';
      const decays: unknown[] = [0, 0.25, 0.5, 0.75, 1];
      for (const values of suggestions(typed, { strategy, budget: 60 }, ({ epochs }) => Number(epochs))) {
        const { lr, epochs, decay, loss, gamma_neg } = values;
        assert.ok(Number(lr) >= 1e-5 && Number(lr) <= 1e-2);
        assert.ok(Number.isInteger(epochs) && Number(epochs) >= 2 && Number(epochs) <= 5);
        assert.ok(decays.includes(decay));
        assert.equal(gamma_neg === undefined, loss === 'bce');
        assert.ok(gamma_neg === undefined || (Number(gamma_neg) >= 1 && Number(gamma_neg) <= 2));
      }
    });

    it('GIVEN a space of few points THEN each is tried once, and then nothing is left', () => {
      const all = suggestions('epochs=1..4; batch=8,16,32', { strategy, budget: 100 });
      assert.deepEqual([all.length, new Set(all.map(keyOf)).size], [12, 12]);
    });
  });

describe('random search', () => {
  it('draws evenly in the logarithm, whole numbers too', () => {
    const random = new SweepRandom(1, 1);
    const below = (typed: string, limit: number) => {
      const domain = domainOf(rangeOf(typed));
      const drawn = Array.from({ length: 4000 }, () => domain.valueAt(random.uniform()));
      return drawn.filter((value) => value < limit).length / 4000;
    };
    assert.ok(Math.abs(below('lr=1e-5..1e-1 log', 1e-3) - 0.5) < 0.03);
    assert.ok(Math.abs(below('lr=1e-5..1e-1', 1e-3) - 0.01) < 0.01);
    // Cells end at the geometric mean of neighbours: from 2^-0.5 to (64 · 63)^0.5 · 64 / 63.
    assert.ok(Math.abs(below('batch=1..64 log', 8) - 0.52) < 0.05);
    assert.ok(Math.abs(below('epochs=1..4', 3) - 0.5) < 0.03);
  });
});

describe('TPE', () => {
  it('has densities that add up to one, with more at the observations', () => {
    const parzen = parzenOf([0.1, 0.12, 0.8]);
    const steps = Array.from({ length: 1000 }, (_, i) => (i + 0.5) / 1000);
    const sum = steps.reduce((total, at) => total + Math.exp(logDensity(parzen, at)) / 1000, 0);
    assert.ok(Math.abs(sum - 1) < 1e-3, `${sum}`);
    assert.ok(logDensity(parzen, 0.11) > logDensity(parzen, 0.45));
    const mass = [0, 0.25, 0.5, 0.75].map((from) => Math.exp(logDensity(parzen, { from, to: from + 0.25 })));
    assert.ok(Math.abs(mass.reduce((a, b) => a + b) - 1) < 1e-6);
  });

  it('draws from the density that it counts with', () => {
    const parzen = parzenOf([0.2, 0.25]);
    const random = new SweepRandom(3, 0);
    const drawn = Array.from({ length: 5000 }, () => sampleUnit(parzen, random));
    assert.ok(drawn.every((unit) => unit >= 0 && unit < 1));
    const share = drawn.filter((unit) => unit < 0.5).length / drawn.length;
    assert.ok(Math.abs(share - Math.exp(logDensity(parzen, { from: 0, to: 0.5 }))) < 0.02);
  });

  it('comes back to what was good: a region, a choice, and the parameter of one loss', () => {
    const later = suggestions(
      'lr=1e-5..1e-1 log; loss=bce,asl; gamma_neg=0..8',
      { strategy: 'tpe', budget: 60 },
      ({ lr, loss, gamma_neg }) =>
        -Math.abs(Math.log10(Number(lr)) + 4) - (loss === 'asl' ? Math.abs(Number(gamma_neg) - 6) / 8 : 1),
    ).slice(30);
    const near = later.filter(({ lr }) => Math.abs(Math.log10(Number(lr)) + 4) < 0.75);
    const asl = later.filter(({ loss }) => loss === 'asl');
    assert.ok(near.length > 20, `${near.length} of 30 within 0.75 of the best exponent; 11 by chance`);
    assert.ok(asl.length > 20, `${asl.length} of 30 with the better loss`);
    const gammas = asl.filter(({ gamma_neg }) => Math.abs(Number(gamma_neg) - 6) < 1.5);
    assert.ok(gammas.length > asl.length * 0.55, `${gammas.length} of ${asl.length} near the best gamma_neg`);
  });

  it('GIVEN runs that failed by their settings THEN it keeps away; a full disk teaches nothing', () => {
    const space = spaceOf('loss=bce,asl,focal');
    const trial = (loss: string, outcome: Trial['outcome'], score: number | null): Trial => ({
      ...{ values: { loss }, outcome, score },
    });
    const search = { space: { ...space }, strategy: 'tpe' as const, budget: 100 };
    const known = [
      ...Array.from({ length: 6 }, () => trial('bce', 'done', 0.5)),
      ...Array.from({ length: 30 }, () => trial('asl', 'failed', null)),
    ];
    // What was tried is not suggested again, so the space needs something besides the loss.
    const wide = spaceOf('loss=bce,asl,focal; dropout=0..0.5');
    const drawn = Array.from({ length: 20 }, (_, seed) =>
      suggest({ ...search, space: wide, seed }, 36, known),
    );
    assert.equal(drawn.filter((values) => values?.loss === 'asl').length, 0);
    const lost = Array.from({ length: startUp(100) }, () => trial('bce', 'lost', null));
    const atRandom = suggest({ ...search, strategy: 'random', space: wide, seed: 1 }, 10, lost);
    assert.deepEqual(suggest({ ...search, space: wide, seed: 1 }, 10, lost), atRandom);
  });
});
