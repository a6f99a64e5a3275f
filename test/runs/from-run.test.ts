import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { runCard } from '../../src/chat/views/run-card.js';
import { resultEmbed, runResult } from '../../src/chat/views/run-result.js';
import type { RawOptions } from '../../src/runs/check-option.js';
import { fromLine } from '../../src/runs/from-line.js';
import { isDone } from '../../src/runs/leaderboard.js';
import { runText } from '../../src/terminal/run-text.js';
import { textsIn } from '../../src/texts/texts.js';
import { doneRun, openRuns, student } from '../support/runs.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const texts = textsIn('en');

/** A store with run 1, begun with these options. */
async function begun(options: RawOptions) {
  const home = temporaryFolder();
  const opened = await openRuns(home);
  const base = await opened.runs.submit(options, student);
  const from = async (typed: RawOptions) => {
    const run = await opened.runs.submit({ from: '1', ...typed }, student);
    return { run, said: fromLine(run, base) };
  };
  return { ...opened, home, base, from };
}

describe('a run from another one', () => {
  it('GIVEN from and a rate THEN it is the whole of that run with the rate, and says so', async () => {
    const { store, base, from } = await begun({ loss: 'asl', gamma_neg: 2, lr: '3e-5', epochs: 5, seed: 9 });
    const { run, said } = await from({ lr: '2e-5', intent: 'a smaller step' });
    assert.deepEqual(run.spec, { ...base.spec, lr: 2e-5 });
    assert.deepEqual([run.from, run.intent, said], ['1', 'a smaller step', 'from run 1: lr 3e-5 -> 2e-5']);
    assert.equal((await from({ from: ' #1', set: 'epochs=7' })).said, 'from run 1: epochs 5 -> 7');
    await store.close();
  });

  it('GIVEN nothing else THEN it is that run, and asks for again', async () => {
    const { store, from } = await begun({});
    await assert.rejects(from({}), /Run 1 waits with exactly this/);
    assert.equal((await from({ again: true })).said, 'from run 1, unchanged');
    await store.close();
  });

  it('GIVEN another loss THEN the parameters of the old one go, and the new one has its published ones', async () => {
    const { store, from } = await begun({ loss: 'asl', gamma_neg: 2, clip: 0.1, set: 'label_smoothing=0.1' });
    const { run, said } = await from({ loss: 'apl' });
    const { gamma_neg, gamma_pos, clip, label_smoothing } = run.spec;
    assert.deepEqual([gamma_neg, gamma_pos, clip, label_smoothing], [4, 0, 0.05, 0.1]);
    assert.match(
      said,
      /^from run 1: loss asl -> apl, gamma_neg 2 -> 4, gamma_pos 1 -> 0, clip 0\.1 -> 0\.05, .*epsilon_pos none -> 1/,
    );
    const bce = (await from({ loss: 'bce' })).run.spec;
    assert.deepEqual([bce.gamma_neg, bce.clip, bce.detach], [null, null, null]);
    await assert.rejects(from({ loss: 'bce', gamma_neg: 1 }), /bce has none/);
    await store.close();
  });

  it("GIVEN another model THEN its own defaults do not slip in: only the model's name differs", async () => {
    const { store, base, from, settings } = await begun({ lr: '2e-3', set: 'dropout=0.2' });
    assert.notEqual(settings.models.tiny?.defaults.lr, base.spec.lr);
    const { run, said } = await from({ model: 'tiny' });
    assert.deepEqual(run.spec, { ...base.spec, model: 'tiny' });
    assert.equal(said, 'from run 1: model ngram -> tiny');
    await store.close();
  });

  it('GIVEN clean or shuffle THEN what they bring along comes and goes, unless it was chosen', async () => {
    const { store, from } = await begun({ set: 'emoji=drop' });
    const cleaned = (await from({ clean: true })).run.spec;
    assert.deepEqual([cleaned.symbols, cleaned.repeat, cleaned.emoji], ['drop', 2, 'drop']);
    const ordered = (await from({ set: 'shuffle=false' })).run.spec;
    assert.equal(ordered.bucket, false);
    await store.close();
    const chosen = await begun({ set: 'bucket=false repeat=3' });
    const { bucket, repeat, symbols } = (await chosen.from({ clean: true, set: 'shuffle=false' })).run.spec;
    assert.deepEqual([bucket, repeat, symbols], [false, 3, 'drop']);
    await chosen.store.close();
  });

  it('GIVEN a preset beside it, or a run that is not there THEN one sentence says what to type', async () => {
    const { store, from } = await begun({});
    await assert.rejects(
      from({ preset: 'asl-paper' }),
      /both bring all settings.*`from:1`.*`preset:asl-paper`/,
    );
    await assert.rejects(from({ set: 'preset=asl-paper' }), /both bring all settings/);
    await assert.rejects(from({ from: '99' }), /no run “99”.*from 1 to 1/);
    await assert.rejects(from({ epochs: 0 }), /`epochs` must be a whole number/);
    await store.close();
  });

  it('GIVEN its data changed since THEN the name is kept, and the run says that it is other data', async () => {
    const home = temporaryFolder();
    const write = (text: string) => {
      for (const part of ['train', 'dev', 'test']) writeFileSync(join(home, `${part}.jsonl`), text);
    };
    write('before');
    const { store, runs } = await openRuns(temporaryFolder());
    const base = await runs.submit({ data: home }, student, { anywhere: true });
    write('after');
    const run = await runs.submit({ from: '1' }, student, { anywhere: true });
    assert.equal(run.spec.data, home);
    assert.equal(
      fromLine(run, base),
      `from run 1: the data ${home} is not what it was (${base.data.hash.slice(0, 8)} -> ${run.data.hash.slice(0, 8)})`,
    );
    await store.close();
  });

  it('GIVEN card, result, results show and terminal THEN each says what it was begun from', async () => {
    const { store, runs, from } = await begun({});
    const { run } = await from({ lr: '1e-4', set: 'others=drop' });
    await doneRun(runs, 0.6);
    const result = store.get('3')?.result ?? null;
    const done = await store.update(run.id, { state: 'done', result });
    assert.ok(isDone(done));
    const said = /from run 1: lr 3e\\?-4 \\?-\\?> 1e\\?-4, others keep/;
    for (const text of [
      runCard(run, texts, runs.base(run)).embeds[0]?.description ?? '',
      resultEmbed(done, texts, runs.base(done)).description ?? '',
      runResult(done, store.list(), texts).embeds[0]?.description ?? '',
      runText(done, { dir: 'here', base: runs.base(done) }),
    ])
      assert.match(text, said);
    assert.doesNotMatch(runCard(runs.require('1'), texts).embeds[0]?.description ?? '', /from run/);
    await store.close();
  });

  it('GIVEN a store from before THEN its runs were begun by themselves', async () => {
    const { store, home } = await begun({});
    await store.close();
    const file = join(home, 'labmate.json');
    const without = JSON.stringify(JSON.parse(readFileSync(file, 'utf8')), (key, value: unknown) =>
      key === 'from' || key === 'public_scores' ? undefined : value,
    );
    writeFileSync(file, without);
    const again = await openRuns(home);
    assert.equal(again.store.get('1')?.from, null);
    await again.store.close();
  });
});
