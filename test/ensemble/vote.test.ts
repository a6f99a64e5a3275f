import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addMember, type Ballot, decide, emptyBallot, withAtLeastOne } from '../../src/ensemble/vote.js';
import { sigmoid } from '../../src/task/sigmoid.js';

const ballotOf = (...members: number[][][]): Ballot => {
  const ballot = emptyBallot(members[0]?.length ?? 0, members[0]?.[0]?.length ?? 0);
  for (const member of members) addMember(ballot, member);
  return ballot;
};
/** Logit of a probability. */
const at = (probability: number) => Math.log(probability / (1 - probability));

describe('soft voting', () => {
  it('takes the mean of probabilities, not of logits', () => {
    // Logits -1 and 1.2 have a positive mean; so have their probabilities. 0.9 and 0.05 have not.
    const ballot = ballotOf([[at(0.9), -1]], [[at(0.05), 1.2]]);
    assert.ok(Math.abs((ballot.probabilities[0]?.[0] ?? 0) - 0.475) < 1e-12);
    assert.deepEqual(decide(ballot, 'soft'), [[false, true]]);
  });

  it('lets one member that is sure outweigh two that are not', () => {
    const ballot = ballotOf([[at(0.98)]], [[at(0.45)]], [[at(0.4)]], [[at(0.3)]]);
    assert.deepEqual(decide(ballot, 'soft'), [[true]]);
    assert.deepEqual(decide(ballot, 'hard'), [[false]]);
  });

  it('counts a mean of exactly one half as a yes', () => {
    assert.deepEqual(decide(ballotOf([[0]], [[0]]), 'soft'), [[true]]);
  });
});

describe('hard voting', () => {
  const members = (yes: number, of: number) =>
    ballotOf(...Array.from({ length: of }, (_, index) => [[index < yes ? 2 : -2]]));

  it('counts any vote of up to three members', () => {
    for (const of of [1, 2, 3]) assert.deepEqual(decide(members(1, of), 'hard'), [[true]], `1 of ${of}`);
    assert.deepEqual(decide(members(0, 3), 'hard'), [[false]]);
  });

  it('wants more than half of four and more', () => {
    assert.deepEqual(decide(members(2, 4), 'hard'), [[false]]);
    assert.deepEqual(decide(members(3, 4), 'hard'), [[true]]);
    assert.deepEqual(decide(members(2, 5), 'hard'), [[false]]);
    assert.deepEqual(decide(members(3, 5), 'hard'), [[true]]);
  });
});

describe('at least one label', () => {
  it('sets the likeliest where nothing is set, and leaves the others alone', () => {
    const ballot = ballotOf([
      [-3, -1, -2],
      [2, -1, 1],
    ]);
    assert.deepEqual(withAtLeastOne(decide(ballot, 'soft'), ballot), [
      [false, true, false],
      [true, false, true],
    ]);
  });

  it('goes by the mean probability in hard voting too', () => {
    const ballot = ballotOf(...[-0.1, -5, -5, -5].map((fear) => [[-1, fear]]));
    assert.deepEqual(withAtLeastOne(decide(ballot, 'hard'), ballot), [[true, false]]);
  });
});

describe('sigmoid', () => {
  it('stays a number for logits of any size', () => {
    assert.deepEqual([-1e4, 0, 1e4].map(sigmoid), [0, 0.5, 1]);
  });
});

describe('addMember', () => {
  it('keeps the mean of equal members exactly theirs, however many they are', () => {
    const logits = [[-1e-16, 0.1234567, -7.7]];
    const one = ballotOf(logits);
    const many = ballotOf(...Array.from({ length: 7 }, () => logits));
    assert.deepEqual(many.probabilities, one.probabilities);
  });

  it('refuses another shape', () => {
    assert.throws(() => ballotOf([[1, 2]], [[1]]), RangeError);
  });
});
