import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type CurveParameters, entryLoss, lossCurve } from '../../src/runs/loss-curve.js';
import { type LossName, LOSSES } from '../../src/runs/loss-options.js';
import { readGolden } from '../golden/read-golden.js';

type Golden = {
  matrices: {
    name: string;
    logits: number[][];
    targets: number[][];
    cases: ({ loss: LossName; params: Record<string, unknown> } & (
      { value_sum: number; grad_sum: number[][] } | { value_mean: number; grad_mean: number[][] }
    ))[];
  }[];
};

/** Both files; of the second, focal and pos_weight:3 on hard targets, what is drawn. */
const isDrawn = ({ label_smoothing, pos_weight }: Record<string, unknown>): boolean =>
  label_smoothing === undefined && !String(pos_weight).includes(',');
const numbers = (params: Record<string, unknown>): CurveParameters =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, typeof value === 'string' ? Number(value) : value]),
  );
const matrices = ['losses.json', 'more-losses.json'].flatMap((file) => readGolden<Golden>(file).matrices);

/** Relative where numbers are large, absolute below 1. */
const isNear = (actual: number, wanted: number, tolerance: number): boolean =>
  Math.abs(actual - wanted) <= tolerance * Math.max(1, Math.abs(wanted));

describe('the losses as /explain draws them', () => {
  for (const { name, logits, targets, cases } of matrices)
    it(`GIVEN the reference numbers of training's losses, ${name} THEN value and derivative are those`, () => {
      assert.ok(cases.length > 0);
      for (const one of cases.filter(({ params }) => isDrawn(params))) {
        const { loss } = one;
        const params = numbers(one.params);
        const entries = 'value_sum' in one ? 1 : logits.length * (logits[0]?.length ?? 0);
        let sum = 0;
        for (const [row, values] of logits.entries())
          for (const [column, logit] of values.entries()) {
            const { value, gradient } = entryLoss(loss, params, logit, targets[row]?.[column] === 1);
            sum += value;
            const wanted = ('value_sum' in one ? one.grad_sum : one.grad_mean)[row]?.[column] ?? NaN;
            assert.ok(
              isNear(gradient / entries, wanted, 1e-9),
              `${loss} ${JSON.stringify(params)} at ${logit}: ${gradient / entries}, not ${wanted}`,
            );
          }
        const wanted = 'value_sum' in one ? one.value_sum : one.value_mean;
        assert.ok(
          isNear(sum / entries, wanted, 1e-9),
          `${loss} ${JSON.stringify(params)}: ${sum / entries}, not ${wanted}`,
        );
      }
    });

  it('GIVEN any loss THEN its derivative is that of its value, where no constant is in it', () => {
    const h = 1e-5;
    for (const loss of LOSSES)
      for (const isTrue of [true, false])
        for (const logit of [-3, -0.5, 0.4, 2.2]) {
          const at = (x: number) => entryLoss(loss, { detach: false }, x, isTrue).value;
          const slope = (at(logit + h) - at(logit - h)) / (2 * h);
          assert.ok(isNear(entryLoss(loss, { detach: false }, logit, isTrue).gradient, slope, 1e-7), loss);
        }
  });

  it('GIVEN a curve of ASL THEN negatives within the margin cost nothing, and BCE is -log p', () => {
    const asl = lossCurve('asl', { clip: 0.1 }, false, 99);
    const within = asl.filter(({ p }) => p < 0.0999);
    assert.ok(within.length === 9 && within.every(({ value, gradient }) => value === 0 && gradient === 0));
    for (const { p, value } of lossCurve('bce', {}, true, 99)) assert.ok(isNear(value, -Math.log(p), 1e-12));
  });
});
