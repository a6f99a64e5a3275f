import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chooseMembers } from '../../../src/ensemble/fit/choose-members.js';
import { crossFit } from '../../../src/ensemble/fit/cross-fit.js';
import { errorCorrelations } from '../../../src/ensemble/fit/error-correlation.js';
import { apply, asLogits, decide, fit, METHODS, type Plan } from '../../../src/ensemble/fit/fit.js';
import { leaveOneOut } from '../../../src/ensemble/fit/leave-one-out.js';
import { microF1, microF1At } from '../../../src/ensemble/fit/micro-f1.js';
import { flatTargets, memberOf, scoreTable, takeMembers } from '../../../src/ensemble/fit/score-table.js';
import { made, sigmoidOf } from './made.js';
import { stratifiedFolds } from '../../../src/task/stratified-folds.js';

const plan = (method: Plan['method'], change: Partial<Plan> = {}): Plan => ({
  method,
  cut: 'half',
  choice: null,
  ...change,
});
const noChoice = { groups: [], diverse: 'no' as const };

describe('an ensemble of one member', () => {
  it('is that member, bit for bit, by every method but stacking, which learns to cut it', () => {
    const { table, targets } = made(1, 60, 3);
    for (const method of METHODS.filter((one) => one !== 'stack')) {
      const fitted = fit(table, targets, plan(method));
      const scores = apply(table, fitted);
      if (method !== 'hard') assert.deepEqual(scores, memberOf(table, 0), method);
      assert.deepEqual(
        decide(scores, fitted.thresholds),
        decide(memberOf(table, 0), [0.5, 0.5, 0.5]),
        method,
      );
    }
  });
});

describe('any method', () => {
  it('says yes to the same whatever the order of members', () => {
    const { table, targets } = made(6, 150, 3);
    const order = [3, 1, 5, 0, 4, 2];
    const turned = takeMembers(table, order);
    for (const method of METHODS) {
      // Searches go from member to member, so another order may end elsewhere: who calls sorts members first.
      if (['weighted', 'label_weights', 'greedy'].includes(method)) continue;
      const [one, other] = [
        fit(table, targets, plan(method, { cut: 'tuned' })),
        fit(turned, targets, plan(method, { cut: 'tuned' })),
      ];
      assert.deepEqual(
        decide(apply(table, one), one.thresholds),
        decide(apply(turned, other), other.thresholds),
        method,
      );
    }
  });

  it('gives logits to other ensembles that say yes where it does', () => {
    const { table, targets } = made(5, 150, 3);
    for (const method of METHODS)
      for (const cut of ['half', 'tuned'] as const) {
        const fitted = fit(table, targets, plan(method, { cut }));
        const scores = apply(table, fitted);
        const decisions = decide(scores, fitted.thresholds);
        const logits = asLogits(scores, decisions, fitted);
        assert.deepEqual(
          [...logits].map((logit) => (sigmoidOf(logit) >= 0.5 ? 1 : 0)),
          [...decisions],
          `${method}, ${cut}`,
        );
        assert.ok(logits.every(Number.isFinite));
      }
    // A vote that all agree in, and scores of exactly 0 and 1.
    const fitted = fit(scoreTable([[[900, -900]]]), Uint8Array.from([1, 0]), plan('soft'));
    assert.ok(asLogits(Float64Array.from([1, 0]), Uint8Array.from([1, 0]), fitted).every(Number.isFinite));
  });

  it('in a soft vote gives on the probabilities of its scores', () => {
    const { table, targets } = made(3, 20, 2);
    const fitted = fit(table, targets, plan('soft'));
    const scores = apply(table, fitted);
    const logits = asLogits(scores, decide(scores, fitted.thresholds), fitted);
    assert.ok(logits.every((logit, at) => Math.abs(sigmoidOf(logit) - (scores[at] ?? 0)) < 1e-9));
  });
});

describe('cross-fitting', () => {
  const { table, targets, answers } = made(8, 100, 3);
  const foldOf = stratifiedFolds(answers, { folds: 5, seed: 1 });
  const choosing = plan('stack', { cut: 'tuned', choice: { top: 3, by: 'dev', ...noChoice } });

  it('says nothing of an example that its own answer had a say in', () => {
    // Within a fold two examples change their answers, so that labels, and with them the folds, stay as frequent as they were.
    for (const method of METHODS) {
      const one = plan(method, { cut: 'tuned', choice: { top: 4, by: 'dev', ...noChoice } });
      const before = crossFit(table, targets, one);
      const row = answers.findIndex((answer, at) =>
        answers.some(
          (other, there) => there > at && foldOf[there] === foldOf[at] && other.join() !== answer.join(),
        ),
      );
      const twin = answers.findIndex(
        (other, there) =>
          there > row && foldOf[there] === foldOf[row] && other.join() !== answers[row]?.join(),
      );
      const swapped = answers.map((answer, at) =>
        at === row ? (answers[twin] ?? []) : at === twin ? (answers[row] ?? []) : answer,
      );
      // The folds must be the same ones for the comparison to mean anything: they are given by who is in them.
      const after = crossFitWith(foldOf, swapped, one);
      const kept = crossFitWith(foldOf, answers, one);
      for (const [at, fold] of foldOf.entries())
        if (fold === foldOf[row])
          assert.deepEqual(
            after.slice(at * 3, at * 3 + 3),
            kept.slice(at * 3, at * 3 + 3),
            `${method}, example ${at}`,
          );
      assert.deepEqual([...(before?.decisions ?? [])], kept, `${method}: the reference`);
    }
  });

  /** Cross-fitting by hand over given folds. */
  function crossFitWith(folds: number[], truth: number[][], one: Plan): number[] {
    const yes = new Array<number>(truth.length * 3).fill(-1);
    for (const fold of new Set(folds)) {
      const rows = (inside: boolean) => [...folds.keys()].filter((at) => (folds[at] === fold) === inside);
      const part = (some: number[]) =>
        scoreTable(all.logits.map((member) => some.map((at) => member[at] ?? [])));
      const fitted = fit(part(rows(false)), flatTargets(rows(false).map((at) => truth[at] ?? [])), one);
      const said = decide(apply(part(rows(true)), fitted), fitted.thresholds);
      for (const [place, at] of rows(true).entries())
        for (const label of [0, 1, 2]) yes[at * 3 + label] = said[place * 3 + label] ?? -1;
    }
    return yes;
  }
  const all = made(8, 100, 3);

  it('is the whole itself where nothing is learned', () => {
    for (const method of ['soft', 'logits', 'rank', 'hard'] as const) {
      const fitted = fit(table, targets, plan(method));
      assert.deepEqual(
        crossFit(table, targets, plan(method))?.decisions,
        decide(apply(table, fitted), fitted.thresholds),
      );
    }
  });

  it('does not flatter: on answers that are chance it stays below what is fitted on them', () => {
    const chance = Uint8Array.from({ length: 300 }, (_, at) =>
      (Math.sin(at * 12.9898) * 43758.5453) % 1 > 0.2 ? 1 : 0,
    );
    const fitted = fit(table, chance, choosing);
    const inSample = microF1(apply(table, fitted), chance, fitted.thresholds);
    const held = crossFit(table, chance, choosing);
    assert.ok(held && microF1At(Float64Array.from(held.decisions), chance, 0.5) < inSample);
  });

  it('is left out where there are too few examples to learn from', () => {
    const few = made(3, 9, 2);
    assert.equal(crossFit(few.table, few.targets, plan('greedy')), undefined);
    assert.notEqual(crossFit(few.table, few.targets, plan('soft')), undefined);
  });
});

describe('stacking out of fold', () => {
  const dev = made(3, 60, 2, 1);
  const train = made(3, 90, 2, 2);
  const outOfFold = { table: takeMembers(train.table, [2, 0, 1]), targets: train.targets, places: [1, 2, 0] };

  it('learns from the held-out train examples of the same members, and not from dev', () => {
    const fitted = fit(dev.table, dev.targets, plan('stack', { cut: 'tuned' }), outOfFold);
    const onTrain = fit(train.table, train.targets, plan('stack', { cut: 'tuned' }));
    assert.equal(fitted.basis, 'oof');
    assert.deepEqual({ ...fitted, basis: 'dev' }, onTrain);
    assert.deepEqual(
      crossFit(dev.table, dev.targets, plan('stack'), { outOfFold })?.decisions,
      decide(apply(dev.table, fit(train.table, train.targets, plan('stack'))), [0.5, 0.5]),
    );
  });

  it('learns from dev where one of the members has none', () => {
    const fitted = fit(dev.table, dev.targets, plan('stack'), { ...outOfFold, places: [1, -1, 0] });
    assert.equal(fitted.basis, 'dev');
    assert.deepEqual(fitted, fit(dev.table, dev.targets, plan('stack')));
  });
});

describe('the choice of members', () => {
  const { table, targets } = made(6, 200, 3);
  it('takes the best on the examples at hand, the first of equal ones', () => {
    const scores = [0, 1, 2, 3, 4, 5].map((member) => microF1At(memberOf(table, member), targets, 0.5));
    const ranked = [0, 1, 2, 3, 4, 5].sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
    assert.deepEqual(chooseMembers(table, targets, { top: 3, by: 'dev', ...noChoice }), ranked.slice(0, 3));
    assert.deepEqual(
      chooseMembers(takeMembers(table, [0, 0, 0]), targets, { top: 2, by: 'dev', ...noChoice }),
      [0, 1],
    );
  });

  it('goes by another order where one is given', () => {
    assert.deepEqual(chooseMembers(table, targets, { top: 2, by: [5, 1, 0, 2, 3, 4], ...noChoice }), [5, 1]);
  });

  it('takes one of each model at most', () => {
    const groups = ['a', 'a', 'b', 'a', 'b', 'c'];
    const chosen = chooseMembers(table, targets, {
      top: 3,
      by: [0, 1, 2, 3, 4, 5],
      diverse: 'model',
      groups,
    });
    assert.deepEqual(chosen, [0, 2, 5]);
  });

  it('takes those that err least alike after the best one', () => {
    const twins = takeMembers(table, [0, 0, 0, 1]);
    const chosen = chooseMembers(twins, targets, { top: 2, by: [0, 1, 2, 3], diverse: 'errors', groups: [] });
    assert.deepEqual(chosen, [0, 3]);
  });
});

describe('correlations of errors', () => {
  it('are Pearson’s of being wrong, entry by entry', () => {
    const { table, targets, logits, answers } = made(4, 70, 3);
    const wrong = logits.map((member) =>
      member.flatMap((row, example) =>
        row.map((logit, label) => (logit >= 0 === (answers[example]?.[label] === 1) ? 0 : 1)),
      ),
    );
    const pearson = (a: number[], b: number[]) => {
      const [ma, mb] = [a, b].map((one) => one.reduce((sum, x) => sum + x, 0) / one.length) as [
        number,
        number,
      ];
      const dot = (x: number[], mx: number, y: number[], my: number) =>
        x.reduce((sum, one, at) => sum + (one - mx) * ((y[at] ?? 0) - my), 0);
      return dot(a, ma, b, mb) / Math.sqrt(dot(a, ma, a, ma) * dot(b, mb, b, mb));
    };
    const found = errorCorrelations(table, targets);
    for (const a of [0, 1, 2, 3])
      for (const b of [0, 1, 2, 3]) {
        const expected = pearson(wrong[a] ?? [], wrong[b] ?? []);
        assert.ok(Math.abs((found[a * 4 + b] ?? 9) - expected) < 1e-12, `${a}, ${b}`);
      }
  });

  it('are 0 with a member that never errs', () => {
    const found = errorCorrelations(
      scoreTable([
        [[3], [-3]],
        [[-3], [-3]],
      ]),
      Uint8Array.from([1, 0]),
    );
    assert.deepEqual([...found], [1, 0, 0, 1]);
  });
});

describe('leaving one out', () => {
  it('is what the rest scores, combined anew', () => {
    const { table, targets } = made(5, 120, 3);
    for (const method of METHODS.filter((one) => one !== 'stack')) {
      const fitted = fit(table, targets, plan(method, { cut: 'tuned' }));
      const whole = microF1(apply(table, fitted), targets, fitted.thresholds);
      const found = leaveOneOut(table, targets, fitted);
      for (const left of [0, 1, 2, 3, 4]) {
        const rest = [0, 1, 2, 3, 4].filter((member) => member !== left);
        const keep = (weights: readonly number[]) => {
          const kept = rest.map((member) => weights[member] ?? 0);
          return kept.some((weight) => weight > 1e-9) ? kept : rest.map(() => 1);
        };
        const { combiner } = fitted;
        const smaller =
          combiner.kind === 'weights'
            ? { ...combiner, weights: keep(combiner.weights) }
            : combiner.kind === 'label_weights'
              ? { ...combiner, weights: combiner.weights.map(keep) }
              : combiner;
        // Of four members a vote asks for three, of five too.
        const without = apply(takeMembers(table, rest), {
          ...fitted,
          members: [0, 1, 2, 3],
          combiner: smaller,
        });
        assert.ok(
          Math.abs((found[left] ?? 9) - (whole - microF1(without, targets, fitted.thresholds))) < 1e-12,
          `${method}, without ${left}`,
        );
      }
    }
  });

  it('in stacking drops the member’s share of the logit', () => {
    const { table, targets, logits } = made(3, 80, 2);
    const fitted = fit(table, targets, plan('stack'));
    const { combiner } = fitted;
    assert.ok(combiner.kind === 'stack');
    const scores = Float64Array.from({ length: 160 }, (_, at) => {
      const model = combiner.models[at % 2];
      return sigmoidOf(
        [0, 2].reduce(
          (sum, member) =>
            sum + (model?.weights[member] ?? 0) * (logits[member]?.[Math.floor(at / 2)]?.[at % 2] ?? 0),
          model?.bias ?? 0,
        ),
      );
    });
    const whole = microF1(apply(table, fitted), targets, fitted.thresholds);
    assert.ok(
      Math.abs(
        (leaveOneOut(table, targets, fitted)[1] ?? 9) - (whole - microF1(scores, targets, [0.5, 0.5])),
      ) < 1e-12,
    );
  });

  it('is nothing for one alone', () => {
    const { table, targets } = made(1, 20, 2);
    assert.deepEqual(leaveOneOut(table, targets, fit(table, targets, plan('soft'))), []);
  });
});
