import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bootstrap } from '../../../src/runs/compare/bootstrap.js';
import { countsByLabel, countsByRun, f1Of } from '../../../src/runs/compare/counts-of.js';
import { minus } from '../../../src/runs/compare/difference.js';
import { quantile } from '../../../src/runs/quantile.js';
import type { PairedCounts } from '../../../src/runs/compare/resample.js';
import { SeededRandom } from '../../../src/runs/seeded-random.js';
import { evaluate } from '../../../src/task/evaluate.js';
import { madeAnswers } from './made-answers.js';

const range = (count: number, from = 0) => Array.from({ length: count }, (_, at) => from + at);

describe('the paired bootstrap', () => {
  it('GIVEN random answers THEN micro and label intervals equal those of evaluating every resample in full', () => {
    const made = madeAnswers({ examples: 150, labels: 3, runs: [0.8, 0.7], seed: 5 });
    const counts = countsByLabel(made);
    const statistics = [
      minus(range(3, 3), range(3)),
      ...range(3).map((label) => minus([label + 3], [label])),
    ];
    const resamples = 200;
    const found = bootstrap({ counts, statistics, resamples, seed: 9 });
    const byRun = { counts: countsByRun(made), statistics: [minus([1], [0])], resamples, seed: 9 };
    assert.deepEqual(bootstrap(byRun), found.slice(0, 1), 'a column a run counts the same');

    const rows = (run: number) =>
      made.examples.map((_, row) => range(3).map((label) => Number(made.answers[run]?.[row * 3 + label])));
    const truth = made.examples.map(({ labels }) => labels);
    const differences = (indexes: readonly number[]): number[] => {
      const [first, second] = [0, 1].map((run) => {
        const all = rows(run);
        return evaluate(
          indexes.map((at) => all[at] ?? []),
          indexes.map((at) => truth[at] ?? []),
          made.labels,
        );
      });
      const f1s = (metrics: typeof first) =>
        metrics ? [metrics.micro_f1, ...Object.values(metrics.per_label).map(({ f1 }) => f1)] : [];
      const [before, after] = [f1s(first), f1s(second)];
      return after.map((value, at) => value - (before[at] ?? 0));
    };
    const random = new SeededRandom(9);
    const drawn = range(resamples).map(() => differences(range(150).map(() => random.index(150))));
    const whole = differences(range(150));
    for (const [at, { value, low, high }] of found.entries()) {
      const sorted = drawn.map((one) => one[at] ?? 0).sort((a, b) => a - b);
      const wanted = [whole[at] ?? 0, quantile(sorted, 0.025), quantile(sorted, 0.975)];
      for (const [place, one] of [value, low, high].entries())
        assert.ok(Math.abs(one - (wanted[place] ?? 0)) < 1e-12, `${at}: ${one} and ${wanted[place]}`);
    }
  });

  it('GIVEN two runs that answer alike THEN difference and interval are exactly zero', () => {
    const { answers, ...made } = madeAnswers({ examples: 300, labels: 8, runs: [0.8], seed: 2 });
    const twice = { ...made, answers: [...answers, ...answers] };
    const [micro, mean] = bootstrap({
      counts: countsByRun(twice),
      statistics: [minus([1], [0]), [...minus([1], [0], 1 / 3), ...minus([1], [0], 1 / 3)]],
      ...{ resamples: 500, seed: 1 },
    });
    assert.deepEqual([micro, mean], Array(2).fill({ value: 0, low: 0, high: 0 }));
  });

  it('GIVEN a second run that is right where the first is wrong, everywhere THEN the interval is far from zero', () => {
    const made = madeAnswers({ examples: 400, labels: 4, runs: [0.7, 1], seed: 3 });
    const [micro] = bootstrap({
      ...{ counts: countsByRun(made), statistics: [minus([1], [0])], resamples: 1000, seed: 1 },
    });
    assert.ok(micro && micro.low > 0.2 && micro.high < 0.6, JSON.stringify(micro));
    assert.equal(f1Of(countsByRun(made), [1]), 1);
  });

  it('GIVEN one example THEN every resample is that example, and the interval has no width', () => {
    const counts: PairedCounts = {
      ...{ examples: 1, columns: 2, truePositives: Uint8Array.of(1, 2), sizes: Uint8Array.of(4, 4) },
    };
    assert.deepEqual(bootstrap({ counts, statistics: [minus([1], [0])], resamples: 20, seed: 1 }), [
      { value: 0.5, low: 0.5, high: 0.5 },
    ]);
  });

  it('GIVEN the same seed THEN the same interval; GIVEN another THEN one that differs a little', () => {
    const counts = countsByRun(madeAnswers({ examples: 500, labels: 4, runs: [0.8, 0.79], seed: 4 }));
    const of = (seed: number) =>
      bootstrap({ counts, statistics: [minus([1], [0])], resamples: 2000, seed })[0];
    assert.deepEqual(of(1), of(1));
    assert.notDeepEqual(of(1), of(2));
    assert.ok(Math.abs((of(1)?.low ?? 0) - (of(2)?.low ?? 1)) < 0.005);
  });

  it('GIVEN 300 samples of a population THEN the interval holds the true difference in about 95 % of them', () => {
    // What each run answers of each example is drawn on its own, so the true F1s are those of a very large sample.
    const population = madeAnswers({ examples: 200_000, labels: 2, runs: [0.8, 0.76], seed: 77 });
    const large = countsByRun(population);
    const truth = f1Of(large, [1]) - f1Of(large, [0]);
    let held = 0;
    for (let sample = 0; sample < 300; sample += 1) {
      const counts = countsByRun(
        madeAnswers({ examples: 250, labels: 2, runs: [0.8, 0.76], seed: 1000 + sample }),
      );
      const [found] = bootstrap({ counts, statistics: [minus([1], [0])], resamples: 600, seed: sample });
      if (found && found.low <= truth && truth <= found.high) held += 1;
    }
    assert.ok(held / 300 > 0.92 && held / 300 < 0.98, `${held} of 300`);
  });

  it('GIVEN 3,000 examples that all count as much as can be THEN no sum runs over into its neighbour', () => {
    for (const [size, columns] of [
      [2, 7],
      [254, 3],
    ] as const) {
      const entries = 3000 * columns;
      const counts = {
        ...{ examples: 3000, columns, sizes: new Uint8Array(entries).fill(size) },
        truePositives: Uint8Array.from({ length: entries }, (_, at) => (at % columns === 1 ? 0 : size / 2)),
      };
      const statistics = range(columns).map((column) => [{ columns: [column], weight: 1 }]);
      for (const [column, found] of bootstrap({ counts, statistics, resamples: 5, seed: 1 }).entries()) {
        const f1 = column === 1 ? 0 : 1;
        assert.deepEqual(found, { value: f1, low: f1, high: f1 });
      }
    }
  });

  it('GIVEN counts that cannot be THEN it says so instead of counting wrong', () => {
    const counts = { examples: 3, columns: 2, truePositives: new Uint8Array(6), sizes: new Uint8Array(5) };
    const job = { statistics: [], resamples: 1, seed: 1 };
    assert.throws(() => bootstrap({ ...job, counts }), /5 entries are not 3 examples x 2/);
    const impossible = {
      ...counts,
      truePositives: new Uint8Array(6).fill(2),
      sizes: new Uint8Array(6).fill(3),
    };
    assert.throws(() => bootstrap({ ...job, counts: impossible }), /2 true positives of a size of 3/);
  });
});

describe('the generator behind it', () => {
  it('GIVEN 80,000 draws of 8 THEN each comes about as often as the others', () => {
    const random = new SeededRandom(1);
    const counts = new Array<number>(8).fill(0);
    for (let i = 0; i < 80_000; i += 1) {
      const drawn = random.index(8);
      counts[drawn] = (counts[drawn] ?? 0) + 1;
    }
    const chiSquare = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    assert.ok(chiSquare < 24.3, `${chiSquare} of 7 degrees of freedom, 24.3 is passed once in a thousand`);
  });

  it('GIVEN values to shuffle THEN all of them are still there, in another order', () => {
    const values = range(50);
    new SeededRandom(3).shuffle(values);
    assert.notDeepEqual(values, range(50));
    assert.deepEqual(
      values.toSorted((a, b) => a - b),
      range(50),
    );
  });
});

describe('quantiles', () => {
  it('GIVEN sorted values THEN they are linear between neighbours, as in numpy', () => {
    assert.equal(quantile([1, 2, 3, 4], 0.5), 2.5);
    assert.ok(Math.abs(quantile([0, 10, 20, 30], 0.025) - 0.75) < 1e-12);
    assert.equal(quantile([7], 0.975), 7);
  });
});
