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
    assert.deepEqual(ids(pickMembers(runs, { top: 3 })).slice(0, 3), ['2', '3', '1']);
    assert.deepEqual(ids(pickMembers([...runs].reverse(), { top: 3 })).slice(0, 3), ['2', '3', '1']);
  });

  it('leaves out runs on other data than that of the run that finished last', () => {
    const older = finishedRun('0', dataOf('old'), 0.95);
    assert.deepEqual(ids(pickMembers([older, ...runs], { top: 1 })), ['2', '3', '1', '4']);
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

  it('gives some more than are asked for to whoever chooses, but not all of very many', () => {
    const many = Array.from({ length: 90 }, (_, at) => finishedRun(String(at + 1), now, at / 100));
    assert.equal(pickMembers(many, { top: 5 }).length, 40);
    assert.equal(pickMembers(many, { top: 20 }).length, 80);
    assert.equal(pickMembers(many, { top: 5 })[0]?.id, '90');
  });

  const spec = (change: object) => ({ spec: { ...finishedRun('9', now, 0).spec, ...change } });
  const mixed = [
    finishedRun('1', now, 0.7, spec({ loss: 'asl', lr: 0.00003 })),
    finishedRun('2', now, 0.8, spec({ loss: 'bce', model: 'tiny' })),
    finishedRun('3', now, 0.9, spec({ loss: 'asl', model: 'tiny' })),
  ];

  it('takes those with the settings that are asked for', () => {
    assert.deepEqual(ids(pickMembers(mixed, { top: 1, where: [['loss', 'asl']] })), ['3', '1']);
    assert.deepEqual(
      ids(
        pickMembers(mixed, {
          top: 1,
          where: [
            ['loss', 'asl'],
            ['lr', '3e-5'],
          ],
        }),
      ),
      ['1'],
    );
    assert.throws(
      () => pickMembers(mixed, { top: 1, where: [['loss', 'apl']] }),
      /No finished run has loss=apl: `loss` is asl, bce\./,
    );
    assert.throws(
      () => pickMembers(mixed, { top: 2, where: [['loss', 'bce']] }),
      /Only 1 finished run with loss=bce: 2 were asked for\. Type \/ensemble top:1/,
    );
    assert.throws(
      () =>
        pickMembers(mixed, {
          top: 1,
          where: [
            ['loss', 'bce'],
            ['lr', '3e-5'],
          ],
        }),
      /each of them matches some runs, but no run all of them/,
    );
  });

  it('ranks by public score where that is asked for', () => {
    const noted = (score: number) => ({
      public_scores: [{ score, at: '', author: { id: null, name: 'k' } }],
    });
    const scored = [
      finishedRun('1', now, 0.7, noted(0.9)),
      finishedRun('2', now, 0.8, noted(0.6)),
      finishedRun('3', now, 0.9),
    ];
    assert.deepEqual(ids(pickMembers(scored, { top: 2, by: 'public' })), ['1', '2']);
    assert.throws(
      () => pickMembers(scored, { top: 3, by: 'public' }),
      /Only 2 finished runs with a public score/,
    );
    assert.throws(() => pickMembers(runs, { top: 1, by: 'public' }), /None of these runs has a public score/);
  });

  it('counts models where one run of each is asked for', () => {
    assert.equal(pickMembers(mixed, { top: 2, diverse: 'model' }).length, 3);
    assert.throws(
      () => pickMembers(mixed, { top: 3, diverse: 'model' }),
      /Finished runs of only 2 models: 3 were asked for/,
    );
  });
});
