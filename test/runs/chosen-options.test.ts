import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RawOptions } from '../../src/runs/check-option.js';
import { chosenOptions } from '../../src/runs/chosen-options.js';
import { student, openRuns } from '../support/runs.js';
import { temporaryFolder } from '../support/temporary-folder.js';

describe('what differs from the defaults', () => {
  const cases: [string, RawOptions, string[]][] = [
    ['nothing typed', {}, []],
    ['a model and a loss, which every card names', { model: 'tiny', loss: 'asl' }, []],
    ['a rate and epochs', { lr: 3e-5, epochs: 30 }, ['lr:3e-5', 'epochs:30']],
    ['a default typed out', { seed: 42, gamma_neg: 4, loss: 'asl' }, []],
    ['a parameter of the loss', { loss: 'asl', gamma_neg: 2 }, ['gamma_neg:2']],
    [
      'clean and shuffle, with what they bring',
      { clean: true, shuffle: false },
      ['shuffle:false', 'clean:true'],
    ],
    ['an option of `set`', { set: 'keep=last' }, ['keep:last']],
    ['a preset', { preset: 'baseline' }, ['epochs:10']],
  ];
  for (const [name, typed, chosen] of cases)
    it(`GIVEN ${name} THEN it is ${chosen.join(' ') || 'nothing'}`, async () => {
      const { store, runs } = await openRuns(temporaryFolder());
      assert.deepEqual(chosenOptions(await runs.submit(typed, student)), chosen);
      await store.close();
    });

  it('GIVEN a run from another one, or from an old store, THEN it is nothing', async () => {
    const { store, runs } = await openRuns(temporaryFolder());
    const first = await runs.submit({ epochs: 3 }, student);
    assert.deepEqual(chosenOptions(first), ['epochs:3']);
    assert.deepEqual(chosenOptions(await runs.submit({ from: first.id, epochs: 4 }, student)), []);
    assert.deepEqual(chosenOptions({ ...first, filled: null }), []);
    await store.close();
  });
});
