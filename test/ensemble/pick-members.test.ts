import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pickMembers } from '../../src/ensemble/pick-members.js';
import { finishedRun } from './fixture.js';

const dataOf = (hash: string) => ({ folder: '/d', train: '/d/a', dev: '/d/b', test: '/d/c', hash });
const now = dataOf('now');
const ids = (runs: { id: string }[]) => runs.map((run) => run.id);

describe('pickMembers', () => {
  const runs = [
    finishedRun('1', now, 0.7),
    finishedRun('2', now, 0.8),
    finishedRun('3', now, 0.8),
    finishedRun('4', now, 0.6),
    finishedRun('5', now, 0.99, { state: 'running', result: null }),
    finishedRun('6', now, 0.99, { state: 'failed', result: null }),
  ];

  it('takes the best finished runs, best first and the older one first among equals', () => {
    assert.deepEqual(ids(pickMembers(runs, { top: 3 })), ['2', '3', '1']);
    assert.deepEqual(ids(pickMembers([...runs].reverse(), { top: 3 })), ['2', '3', '1']);
  });

  it('leaves out runs on other data than that of the run that finished last', () => {
    const older = finishedRun('0', dataOf('old'), 0.95);
    assert.deepEqual(ids(pickMembers([older, ...runs], { top: 1 })), ['2']);
    assert.throws(
      () => pickMembers([older, ...runs], { top: 5 }),
      /Only 4 finished runs on the data of run 4 .*the other one had other data.*Type \/ensemble top:4/,
    );
  });

  it('says how many there are when there are too few', () => {
    assert.throws(
      () => pickMembers(runs.slice(0, 2), { top: 5 }),
      /^UserError: Only 2 finished runs: 5 were asked for\. Type \/ensemble top:2/,
    );
    assert.throws(() => pickMembers(runs.slice(0, 1), { top: 5 }), /Only 1 finished run: .*top:1/);
    assert.throws(() => pickMembers([], { top: 5 }), /No run is finished yet.*\/train/);
  });

  it('says what top may be', () => {
    for (const top of [0, -1, 2.5, NaN])
      assert.throws(() => pickMembers(runs, { top }), /whole number from 1.*\/ensemble top:5/);
  });
});
