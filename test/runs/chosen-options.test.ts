import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { RawOptions } from '../../src/runs/check-option.js';
import { chosenLine } from '../../src/runs/chosen-line.js';
import { type Run, runSchema } from '../../src/runs/run.js';
import { takenOutOf, tweakLines, tweakOptions } from '../../src/runs/tweak.js';
import { openRuns, student } from '../support/runs.js';
import { temporaryFolder } from '../support/temporary-folder.js';

describe('what people chose', () => {
  let opened: Awaited<ReturnType<typeof openRuns>>;

  before(async () => {
    opened = await openRuns(temporaryFolder());
  });
  after(() => opened.store.close());

  const submit = (typed: RawOptions): Promise<Run> => opened.runs.submit({ ...typed, again: true }, student);

  const cases: [string, RawOptions, string][] = [
    ['nothing typed', {}, ''],
    ['a model and a loss, which every card names', { model: 'tiny', loss: 'asl' }, ''],
    ['a rate and epochs', { lr: 3e-5, epochs: 30 }, 'Chosen: lr:3e-5 epochs:30'],
    ['a parameter of the loss', { loss: 'asl', gamma_neg: 2 }, 'Chosen: gamma_neg:2'],
    [
      'clean and shuffle, without what they bring',
      { clean: true, shuffle: false },
      'Chosen: shuffle:false clean:true',
    ],
    ['an option of `set`', { set: 'keep=last' }, 'Chosen: keep:last'],
    ['a preset', { preset: 'baseline' }, 'Preset baseline: epochs:10 seed:42'],
    [
      'a preset, and more over it',
      { preset: 'baseline', seed: 7 },
      'Chosen: seed:7 · Preset baseline: epochs:10',
    ],
    [
      'what the preset says, typed out',
      { preset: 'baseline', epochs: 10 },
      'Chosen: epochs:10 · Preset baseline: seed:42',
    ],
  ];
  for (const [name, typed, chosen] of cases)
    it(`GIVEN ${name} THEN it is ${chosen || 'nothing'}`, async () => {
      assert.equal(chosenLine(await submit(typed)), chosen);
    });

  it('GIVEN defaults typed out THEN they were chosen all the same, though the spec is that of a run without', async () => {
    const plain = await submit({ loss: 'asl' });
    const { seed, gamma_neg, lr, epochs } = plain.spec;
    const typed = await submit({ loss: 'asl', seed, gamma_neg: gamma_neg ?? 0, lr, epochs });
    assert.deepEqual(typed.spec, plain.spec);
    assert.equal(chosenLine(plain), '');
    assert.match(chosenLine(typed), /^Chosen: gamma_neg:4 lr:\S+ epochs:\d+ seed:42$/);
  });

  it('GIVEN a run from another one THEN what was chosen there still is, where it is still so', async () => {
    const first = await submit({ loss: 'asl', gamma_neg: 2, lr: 3e-5, epochs: 3 });
    assert.equal(chosenLine(await submit({ from: first.id })), chosenLine(first));
    assert.equal(
      chosenLine(await submit({ from: first.id, epochs: 4, seed: 42 })),
      'Chosen: gamma_neg:2 lr:3e-5 epochs:4 seed:42',
    );
    const other = await submit({ from: first.id, loss: 'bce' });
    assert.equal(chosenLine(other), 'Chosen: lr:3e-5 epochs:3');
    assert.equal(chosenLine(await submit({ from: other.id, loss: 'asl' })), 'Chosen: lr:3e-5 epochs:3');
  });

  it('GIVEN a tweak THEN a changed line was chosen, and one that was taken out was not', async () => {
    const { runs, settings } = opened;
    const first = await submit({ lr: 3e-5, epochs: 3 });
    const lines = tweakLines(first, settings)
      .replace(/^lr=.*\n/m, '')
      .replace(/^batch=.*$/m, 'batch=16');
    const tweaked = await runs.submit(tweakOptions(first, { lines, intent: '' }, settings), student, {
      defaulted: takenOutOf(first, lines, settings),
    });
    assert.equal(chosenLine(tweaked), 'Chosen: epochs:3 batch:16');
  });

  it('GIVEN a run of a sweep THEN the searched values are the sweep’s, the others its author’s', async () => {
    const run = await opened.runs.submit({ lr: 0.001, epochs: 3 }, student, {
      sweep: { id: '1', trial: 0, values: { lr: 0.001 }, pruned: null },
    });
    assert.equal(chosenLine(run), 'Chosen: epochs:3 · By the sweep: lr:0.001');
  });

  it('GIVEN a run of an old store THEN it is what differs from its defaults, where those are known', async () => {
    const stored: unknown = JSON.parse(
      JSON.stringify({ ...(await submit({ epochs: 3, seed: 42 })), provenance: undefined }),
    );
    const old = runSchema.parse(stored);
    assert.equal(old.provenance, null);
    assert.equal(chosenLine(old), 'Chosen: epochs:3');
    assert.equal(chosenLine({ ...old, from: '1' }), '');
    assert.equal(chosenLine({ ...old, filled: null }), '');
  });
});
