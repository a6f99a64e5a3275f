import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { greedyWeights } from '../../../src/ensemble/fit/greedy-selection.js';
import { searchLabelWeights } from '../../../src/ensemble/fit/label-weights.js';
import { microF1, microF1At } from '../../../src/ensemble/fit/micro-f1.js';
import { memberOf, scoreTable, takeMembers } from '../../../src/ensemble/fit/score-table.js';
import { meanOfProbabilities } from '../../../src/ensemble/fit/combine.js';
import { meanByLabel } from '../../../src/ensemble/fit/label-weights.js';
import { solve } from '../../../src/ensemble/fit/solve.js';
import { applyStacking, fitStacking } from '../../../src/ensemble/fit/stacking.js';
import { tuneThresholds } from '../../../src/ensemble/fit/thresholds.js';
import { searchWeights } from '../../../src/ensemble/fit/weight-search.js';
import { evaluate, evaluateTuned } from '../../../src/task/evaluate.js';
import { made, type Made, plainF1, sigmoidOf } from './made.js';

const all = (members: number): number[] => Array.from({ length: members }, (_, at) => at);

/** Caruana's forward selection as one would write it down, with the same end. */
function plainGreedy({ logits, answers }: Made, rounds: number): number[] {
  const taken: number[] = [];
  const path: number[] = [];
  const f1Of = (members: number[]) =>
    plainF1(
      answers.map((row, example) =>
        row.map((_, label) => {
          let sum = 0;
          for (const member of members) sum += sigmoidOf(logits[member]?.[example]?.[label] ?? 0);
          return sum >= 0.5 * members.length;
        }),
      ),
      answers,
    );
  for (let round = 0; round < rounds; round += 1) {
    const tried = logits.map((_, member) => f1Of([...taken, member]));
    taken.push(tried.indexOf(Math.max(...tried)));
    path.push(Math.max(...tried));
    const best = path.indexOf(Math.max(...path)) + 1;
    if (path.length - best > Math.max(5, best / 2)) break;
  }
  const kept = taken.slice(0, path.indexOf(Math.max(...path)) + 1);
  return logits.map((_, member) => kept.filter((one) => one === member).length);
}

describe('greedy selection', () => {
  it('takes what a straightforward one takes, over many made sets', () => {
    for (let seed = 1; seed <= 25; seed += 1) {
      const some = made(6, 30, 3, seed);
      const options = { bags: 1, share: 1, rounds: 25, seed: 1 };
      assert.deepEqual(
        greedyWeights(some.table, some.targets, options),
        plainGreedy(some, 25),
        `seed ${seed}`,
      );
    }
  });

  it('takes the one member that there is, and the better of two', () => {
    const { table, targets } = made(1, 30, 3);
    assert.ok((greedyWeights(table, targets)[0] ?? 0) > 0);
    const right = scoreTable([[[2, -2]], [[-2, 2]]]);
    assert.deepEqual(
      greedyWeights(right, Uint8Array.from([1, 0])).map((one) => one > 0),
      [true, false],
    );
  });

  it('with bags is the same each time, and no worse than the mean on what it was fitted on', () => {
    const { table, targets } = made(12, 200, 4);
    const weights = greedyWeights(table, targets);
    assert.deepEqual(greedyWeights(table, targets), weights);
    assert.ok(
      microF1At(meanOfProbabilities(table, weights), targets, 0.5) >=
        microF1At(meanOfProbabilities(table), targets, 0.5),
    );
  });
});

describe('searched weights', () => {
  it('are shares that no single step improves on, and no worse than even ones', () => {
    const { table, targets } = made(6, 120, 3);
    const weights = searchWeights(table, targets);
    const f1 = (some: readonly number[]) => microF1At(meanOfProbabilities(table, some), targets, 0.5);
    assert.ok(Math.abs(weights.reduce((sum, one) => sum + one, 0) - 1) < 1e-9);
    assert.ok(weights.every((one) => one >= 0));
    assert.ok(f1(weights) > f1([1, 1, 1, 1, 1, 1]));
    for (const member of all(6)) {
      const moved = weights.map((one, at) => one * (1 - 0.02) + (at === member ? 0.02 : 0));
      assert.ok(f1(moved) <= f1(weights), `member ${member}`);
    }
  });

  it('label by label are those of each label alone', () => {
    const { logits, answers, table, targets } = made(4, 100, 3);
    const weights = searchLabelWeights(table, targets);
    for (const label of [0, 1, 2]) {
      const alone = scoreTable(logits.map((member) => member.map((row) => [row[label] ?? 0])));
      const own = Uint8Array.from(answers.map((row) => row[label] ?? 0));
      assert.deepEqual(weights[label], searchWeights(alone, own));
    }
    assert.ok(
      microF1At(meanByLabel(table, weights), targets, 0.5) >
        microF1At(meanOfProbabilities(table), targets, 0.5),
    );
  });
});

describe('stacking', () => {
  /** The gradient that has to be 0 at the solution, summed up entry by entry. */
  function gradient(
    { logits, answers }: Made,
    label: number,
    { bias, weights }: { bias: number; weights: number[] },
  ) {
    const ridge = 10;
    const errors = answers.map((row, example) => {
      const logit = weights.reduce(
        (sum, weight, member) => sum + weight * (logits[member]?.[example]?.[label] ?? 0),
        bias,
      );
      return sigmoidOf(logit) - (row[label] ?? 0);
    });
    const ofWeights = weights.map((weight, member) =>
      errors.reduce(
        (sum, error, example) => sum + error * (logits[member]?.[example]?.[label] ?? 0),
        ridge * (weight - 1 / weights.length),
      ),
    );
    return [...ofWeights, errors.reduce((sum, error) => sum + error, 1e-8 * bias)];
  }

  it('ends where the loss is flat, also where logits are very large', () => {
    for (const scale of [1, 30]) {
      const small = made(4, 150, 3);
      const logits = small.logits.map((member) => member.map((row) => row.map((one) => one * scale)));
      const some = { ...small, logits, table: scoreTable(logits) };
      for (const [label, model] of fitStacking(some.table, some.targets).entries())
        for (const slope of gradient(some, label, model))
          assert.ok(Math.abs(slope) < 1e-4, `${slope} at scale ${scale}`);
    }
  });

  it('applies what it fitted: the probability of bias plus weighted logits', () => {
    const some = made(3, 50, 2);
    const models = fitStacking(some.table, some.targets);
    const scores = applyStacking(some.table, models);
    const [example, label] = [17, 1];
    const model = models[label];
    const logit = [0, 1, 2].reduce(
      (sum, member) => sum + (model?.weights[member] ?? 0) * (some.logits[member]?.[example]?.[label] ?? 0),
      model?.bias ?? 0,
    );
    assert.ok(Math.abs((scores[example * 2 + label] ?? 0) - sigmoidOf(logit)) < 1e-12);
  });

  it('trusts who knows, and learns nothing from who does not', () => {
    const { logits, answers, targets } = made(1, 400, 2);
    const noise = answers.map((row, at) => row.map((_, label) => Math.sin(at * 7 + label * 3) * 2));
    const [model] = fitStacking(scoreTable([logits[0] ?? [], noise]), targets);
    assert.ok((model?.weights[0] ?? 0) > 3 * Math.abs(model?.weights[1] ?? 9));
  });

  it('stays a mean of logits where there is a single example', () => {
    const [model] = fitStacking(scoreTable([[[1]], [[3]]]), Uint8Array.from([1]));
    assert.ok(model?.weights.every((weight) => Number.isFinite(weight) && weight > 0.4 && weight < 0.8));
  });

  it('solves symmetric systems, and refuses what is not positive definite', () => {
    const matrix = [4, 0, 0, 2, 5, 0, 1, 3, 6];
    const full = [4, 2, 1, 2, 5, 3, 1, 3, 6];
    const solution = solve(Float64Array.from(matrix), Float64Array.from([1, 2, 3]));
    const back = [0, 1, 2].map((row) =>
      [0, 1, 2].reduce((sum, at) => sum + (full[row * 3 + at] ?? 0) * (solution[at] ?? 0), 0),
    );
    assert.ok(back.every((one, at) => Math.abs(one - (at + 1)) < 1e-12));
    assert.throws(() => solve(Float64Array.from([1, 0, 2, 1]), Float64Array.from([1, 1])), RangeError);
  });
});

describe('thresholds and scores', () => {
  it('are those of a run’s own tuned metrics', () => {
    const labels = ['a', 'b', 'c'];
    for (let seed = 1; seed <= 10; seed += 1) {
      const { table, targets, logits, answers } = made(1, 60, 3, seed);
      const probabilities = (logits[0] ?? [])
        .map((row) => row.map((_, label) => row[label] ?? 0))
        .map((row, example) => row.map((_, label) => memberOf(table, 0)[example * 3 + label] ?? 0));
      const tuned = evaluateTuned(probabilities, answers, labels);
      const thresholds = tuneThresholds(memberOf(table, 0), targets, 3);
      assert.deepEqual(
        Object.fromEntries(labels.map((label, at) => [label, thresholds[at]])),
        tuned.thresholds,
      );
      assert.equal(microF1(memberOf(table, 0), targets, thresholds), tuned.micro_f1);
      assert.equal(
        microF1At(memberOf(table, 0), targets, 0.5),
        evaluate(probabilities, answers, labels).micro_f1,
      );
    }
  });
});

describe('tables', () => {
  it('are refused where members differ in shape', () => {
    assert.throws(() => scoreTable([[[1, 2]], [[1]]]), RangeError);
    assert.throws(() => scoreTable([[[1]], [[1], [2]]]), RangeError);
  });

  it('give views of members, and copies of some of them', () => {
    const { table } = made(3, 5, 2);
    assert.deepEqual(memberOf(takeMembers(table, [2, 0]), 0), memberOf(table, 2));
  });
});
