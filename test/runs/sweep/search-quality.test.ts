import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { branin, median, ngram, type Objective, searched, valley } from './objectives.js';

/*
 * TPE against random search, seeded repetitions on surrogates; docs/sweeps.md has the numbers. They are printed, too:
 * node --test dist/test/runs/sweep/search-quality.test.js
 */
const found = (objective: Objective, strategy: 'random' | 'tpe', budget: number, repetitions: number) =>
  median(
    Array.from(
      { length: repetitions },
      (_, i) => searched(objective, { strategy, budget, seed: i + 1 }).best,
    ),
  );

describe('TPE against random search', () => {
  for (const [name, objective] of Object.entries({ ngram, valley, branin }))
    for (const [budget, repetitions] of [
      [20, 20],
      [40, 20],
      [20, 200],
    ] as const)
      it(`finds more on ${name}: the median of ${repetitions} searches of ${budget} runs`, (context) => {
        const random = found(objective, 'random', budget, repetitions);
        const tpe = found(objective, 'tpe', budget, repetitions);
        context.diagnostic(`random ${random.toFixed(4)}, tpe ${tpe.toFixed(4)}`);
        assert.ok(tpe > random, `random ${random}, tpe ${tpe}`);
      });
});
