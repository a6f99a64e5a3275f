import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  meanOfLogits,
  meanOfProbabilities,
  rankAverage,
  votes,
  votesNeeded,
} from '../../../src/ensemble/fit/combine.js';
import { meanByLabel } from '../../../src/ensemble/fit/label-weights.js';
import { memberOf, scoreTable, takeMembers } from '../../../src/ensemble/fit/score-table.js';
import { farthest, made, meanOf, type Nested, plainCombine, sigmoidOf } from './made.js';

const { logits, table } = made(5, 40, 3);
/** Logit of a probability. */
const at = (probability: number) => Math.log(probability / (1 - probability));
const oneEntry = (...probabilities: number[]) => scoreTable(probabilities.map((one) => [[at(one)]]));

describe('soft votes', () => {
  it('are means of probabilities, or of logits, entry by entry', () => {
    assert.ok(
      farthest(
        meanOfProbabilities(table),
        plainCombine(logits, (own) => meanOf(own.map(sigmoidOf))),
      ) < 1e-12,
    );
    assert.ok(
      farthest(
        meanOfLogits(table),
        plainCombine(logits, (own) => sigmoidOf(meanOf(own))),
      ) < 1e-12,
    );
  });

  it('count weights as so many members each', () => {
    const repeated = [0, 0, 0, 2, 4, 4].map((member) => logits[member] ?? []);
    const plain = plainCombine(repeated, (own) => meanOf(own.map(sigmoidOf)));
    assert.ok(farthest(meanOfProbabilities(table, [3, 0, 1, 0, 2]), plain) < 1e-12);
    const everyLabel = meanByLabel(
      table,
      [0, 1, 2].map(() => [3, 0, 1, 0, 2]),
    );
    assert.ok(farthest(everyLabel, plain) < 1e-12);
  });

  it('with equal weights of any size are the mean', () => {
    for (const weight of [1, 0.2, 7])
      assert.ok(
        farthest(
          meanOfProbabilities(
            table,
            [1, 1, 1, 1, 1].map(() => weight),
          ),
          plainCombine(logits, (own) => meanOf(own.map(sigmoidOf))),
        ) < 1e-12,
      );
  });

  it('take the mean of probabilities, not of logits', () => {
    const two = oneEntry(0.95, 0.1);
    assert.ok(Math.abs((meanOfProbabilities(two)[0] ?? 0) - 0.525) < 1e-12);
    assert.ok(Math.abs((meanOfLogits(two)[0] ?? 0) - sigmoidOf((at(0.95) + at(0.1)) / 2)) < 1e-12);
  });

  it('of one member, and of equal ones, are what it says, bit for bit', () => {
    const one = scoreTable([[[-1e-16, 0.1234567, -7.7]]]);
    const seven = scoreTable(new Array<number[][]>(7).fill([[-1e-16, 0.1234567, -7.7]]));
    for (const combine of [meanOfProbabilities, meanOfLogits, rankAverage])
      for (const same of [one, seven]) assert.deepEqual(combine(same), memberOf(one, 0));
  });

  it('do not depend on the order of members', () => {
    const turned = takeMembers(table, [4, 2, 0, 1, 3]);
    for (const combine of [meanOfProbabilities, meanOfLogits, rankAverage, votes]) {
      const [one, other] = [combine(table), combine(turned)];
      assert.ok(one.every((value, place) => Math.abs(value - (other[place] ?? 0)) < 1e-12));
    }
  });
});

describe('hard votes', () => {
  it('count the members that say yes at 0.5', () => {
    assert.equal(
      farthest(
        votes(table),
        plainCombine(logits, (own) => own.filter((one) => one >= 0).length),
      ),
      0,
    );
  });

  it('ask for any vote of up to three members, for more than half of more', () => {
    assert.deepEqual([1, 2, 3, 4, 5, 6, 7].map(votesNeeded), [1, 1, 1, 3, 3, 4, 4]);
  });
});

describe('the rank average', () => {
  /** Ranks by counting, the slow way. */
  const plainRanks = (nested: Nested): number[][] =>
    (nested[0] ?? []).map((row, example) =>
      row.map((_, label) =>
        meanOf(
          nested.map((member) => {
            const own = member[example]?.[label] ?? 0;
            const others = member.map((one) => one[label] ?? 0);
            return (
              others.filter((one) => one < own).length + (others.filter((one) => one === own).length - 1) / 2
            );
          }),
        ),
      ),
    );

  it('orders the examples of a label by their mean rank', () => {
    const ranks = plainRanks(logits).flat();
    const scores = rankAverage(table);
    for (let label = 0; label < 3; label += 1)
      for (let a = label; a < scores.length; a += 3)
        for (let b = label; b < scores.length; b += 3)
          if ((ranks[a] ?? 0) > (ranks[b] ?? 0) + 1e-9) assert.ok((scores[a] ?? 0) >= (scores[b] ?? 0));
  });

  it('says yes as often as a soft vote', () => {
    const yes = (scores: Float64Array, label: number) =>
      scores.filter((one, place) => place % 3 === label && one >= 0.5).length;
    for (const label of [0, 1, 2])
      assert.equal(yes(rankAverage(table), label), yes(meanOfProbabilities(table), label));
  });

  it('lets no member count more for being surer', () => {
    const sure = (logits[0] ?? []).map((row) => row.map((logit) => logit * 50));
    const louder = scoreTable([sure, ...logits.slice(1)]);
    const orderOf = (scores: Float64Array) =>
      [...scores.filter((_, place) => place % 3 === 0).entries()]
        .sort((a, b) => a[1] - b[1])
        .map(([place]) => place);
    const ranks = plainRanks([sure, ...logits.slice(1)]).map((row) => row[0] ?? 0);
    const same = plainRanks(logits).map((row) => row[0] ?? 0);
    assert.deepEqual(ranks, same);
    assert.equal(orderOf(rankAverage(louder)).at(-1), orderOf(rankAverage(table)).at(-1));
  });
});
