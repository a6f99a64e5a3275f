import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { RawOptions } from '../../../src/runs/check-option.js';
import type { Runs } from '../../../src/runs/runs.js';
import { planSweep, rawOf, type SweepPlan } from '../../../src/runs/sweep/plan-sweep.js';
import { openRuns } from '../../support/runs.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

describe('the plan of a sweep', () => {
  let runs: Runs;
  let close: () => Promise<void>;

  before(async () => {
    const opened = await openRuns(temporaryFolder());
    runs = opened.runs;
    close = () => opened.store.close();
  });
  after(() => close());

  const plan = (raw: RawOptions): Promise<SweepPlan> => planSweep(raw, (options) => runs.examine(options));

  it('GIVEN few points and no strategy THEN it is a grid of all of them', async () => {
    const { strategy, budget, pruner } = await plan({ space: 'lr=1e-4,1e-3; epochs=1..3' });
    assert.deepEqual([strategy, budget, pruner], ['grid', 6, 'none']);
  });

  it('GIVEN a range without end and a budget THEN it is TPE', async () => {
    const { strategy, budget } = await plan({ space: 'lr=1e-4..1e-3 log', budget: 20 });
    assert.deepEqual([strategy, budget], ['tpe', 20]);
  });

  it('GIVEN a budget above the number of points THEN there are no more runs than points', async () => {
    assert.equal((await plan({ space: 'epochs=1..3', budget: 20 })).budget, 3);
  });

  it("GIVEN a loss's parameter among several losses THEN runs of other losses do without it", async () => {
    const made = await plan({ space: 'loss=bce,asl; gamma_neg=1,2,4', set: 'clip=0.1 model=ngram' });
    assert.equal(made.budget, 4);
    assert.deepEqual(rawOf(made, { loss: 'bce' }), { model: 'ngram', loss: 'bce' });
    assert.deepEqual(rawOf(made, { loss: 'asl', gamma_neg: 2 }), {
      ...{ model: 'ngram', clip: '0.1', loss: 'asl', gamma_neg: 2 },
    });
  });

  for (const [raw, sentence] of [
    [
      { space: 'gamma_neg=1..4; loss=bce,focal', budget: 5 },
      /belongs to asl, apl, asl_oneonlee; the runs' loss is bce or focal\. Type `space:"gamma_neg=1\.\.4; loss=asl,bce,focal"`/,
    ],
    [{ space: 'gamma_neg=1,2' }, /the runs' loss is bce\. Type `space:"loss=asl; gamma_neg=1,2"`/],
    [{ space: 'epochs=1,2', gamma: 1 }, /`gamma` belongs to focal/],
    [{ space: 'lr=1e-5..5e-5 log', strategy: 'grid' }, /Type `lr=1e-5\.\.5e-5 log points 5`.*budget:20/],
    [{ space: 'lr=1e-5..5e-5 log' }, /no end of values.*`budget:20 strategy:random`/],
    [{ space: 'epochs=1..100; batch=1..100' }, /10,000 points: add `budget:50 strategy:random`\.$/],
    [{ space: 'epochs=1..100; batch=1,2,4' }, /300 points: .*or `budget:300` if all of them are meant/],
    [{ space: 'seed=0..1000000', strategy: 'tpe' }, /too many values.*add `budget:20`\./],
    [{ space: 'epochs=1,2', set: 'epochs=3' }, /`epochs` is both varied.*fixed to 3/],
    [{ space: 'model=ngram,ngrams' }, /no model “ngrams”/],
    [{ space: 'epochs=1,2', learning_rate: 3 }, /no option `learning_rate`/],
    [{ space: 'epochs=1,2', budget: 0 }, /`budget` must be a whole number from 1 to 1000/],
    [{ space: 'epochs=1,2', strategy: 'bayes' }, /`strategy` must be one of grid, random, tpe/],
    [{ space: 'data=kote8,other; epochs=1,2' }, /different data cannot be compared/],
    [{ space: 'epochs=1,2', data: 'nothing' }, /no data folder “nothing”/],
    [{ space: 'epochs=1,2', set: 'lr=5' }, /`lr` must be a number/],
  ] as const)
    it(`GIVEN ${JSON.stringify(raw)} THEN it is refused before the first run, with what to type`, async () => {
      await assert.rejects(plan(raw), sentence);
    });
});
