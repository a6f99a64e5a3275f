import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { RawOptions } from '../../src/runs/check-option.js';
import type { Run } from '../../src/runs/run.js';
import { tweakLines, tweakOptions } from '../../src/runs/tweak.js';
import { openRuns, student } from '../support/runs.js';
import { temporaryFolder } from '../support/temporary-folder.js';

describe('a run that is tweaked', () => {
  let opened: Awaited<ReturnType<typeof openRuns>>;
  let base: Run;

  before(async () => {
    opened = await openRuns(temporaryFolder());
    base = await opened.runs.submit(
      { loss: 'asl', gamma_neg: 2, lr: 3e-5, patience: 3, label_smoothing: 0.1, intent: 'the base' },
      student,
    );
  });
  after(() => opened.store.close());

  const lines = () => tweakLines(base, opened.settings);
  const options = (typed: string, intent = ''): RawOptions =>
    tweakOptions(base, { lines: typed, intent }, opened.settings);
  const without = (name: string) => lines().replace(new RegExp(`^${name}=.*\n?`, 'm'), '');

  it('GIVEN a spec THEN its lines are the usual options and those that are not the default', () => {
    assert.deepEqual(lines().split('\n').sort(), [
      'batch=32',
      'data=kote8',
      'epochs=8',
      'gamma_neg=2',
      'label_smoothing=0.1',
      'loss=asl',
      'lr=3e-5',
      'model=ngram',
      'patience=3',
      'seed=42',
    ]);
  });

  it('GIVEN lines as they were THEN nothing is changed', () => {
    assert.deepEqual(options(lines()), { from: '1' });
    assert.deepEqual(options(lines(), 'why'), { from: '1', intent: 'why' });
  });

  it('GIVEN a changed and a new line THEN those two go over the run', () => {
    const typed = `${lines().replace('lr=3e-5', 'lr = 2e-5')}\nothers=drop`;
    assert.deepEqual(options(typed), { from: '1', lr: '2e-5', others: 'drop' });
  });

  it('GIVEN a line that was taken out THEN the default is back', async () => {
    assert.deepEqual(options(without('patience')), { from: '1', patience: 0 });
    assert.deepEqual(options(without('gamma_neg')), { from: '1', gamma_neg: 4 });
    const { spec } = await opened.runs.examine(options(without('lr')));
    assert.deepEqual([spec.lr, spec.gamma_neg, spec.label_smoothing], [3e-4, 2, 0.1]);
  });

  it('GIVEN another loss THEN its parameters that were left alone stay, or go where it has none', async () => {
    const to = async (loss: string) =>
      (await opened.runs.examine(options(lines().replace('loss=asl', `loss=${loss}`)))).spec;
    assert.equal((await to('apl')).gamma_neg, 2);
    assert.equal((await to('bce')).gamma_neg, null);
  });

  it('GIVEN something that cannot be read or is out of range THEN it says which', async () => {
    assert.throws(() => options('lr'), /cannot be read from “lr”/);
    await assert.rejects(
      async () => opened.runs.examine(options(lines().replace('epochs=8', 'epochs=-1'))),
      /`epochs` must be a whole number/,
    );
    await assert.rejects(
      async () => opened.runs.examine(options(`${lines()}\ncolour=red`)),
      /no option `colour`/,
    );
  });

  it('GIVEN a model whose size gives defaults THEN those are no lines, and come back for what is taken out', async () => {
    const ofHub = await opened.runs.submit(
      { model: 'somebody/roberta-large', loss: 'bce', lr: 3e-5 },
      student,
    );
    const all = tweakLines(ofHub, opened.settings).split('\n');
    const usual = ['batch', 'data', 'epochs', 'loss', 'lr', 'model', 'seed'];
    assert.deepEqual(all.map((line) => line.split('=')[0]).sort(), usual);
    const lines = all.filter((line) => !/^(lr|batch)=/.test(line)).join('\n');
    const { lr, batch } = opened.settings.sizes.large.defaults;
    assert.deepEqual(tweakOptions(ofHub, { lines, intent: '' }, opened.settings), {
      ...{ from: ofHub.id, lr, batch },
    });
    // One that was begun from it was filled in with nothing: its model's name tells the size.
    const next = await opened.runs.submit({ from: ofHub.id, seed: 1 }, student);
    assert.equal(tweakLines(next, opened.settings), all.join('\n').replace('seed=42', 'seed=1'));
  });

  it('GIVEN a weight that has no default THEN taking it out says what to do', async () => {
    const weighted = await opened.runs.submit({ loss: 'bce', pos_weight: '2' }, student);
    const all = tweakLines(weighted, opened.settings);
    assert.throws(
      () =>
        tweakOptions(weighted, { lines: all.replace(/^pos_weight=.*$/m, ''), intent: '' }, opened.settings),
      /`pos_weight` cannot be taken out/,
    );
  });
});
