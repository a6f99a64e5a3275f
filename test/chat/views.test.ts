import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cut, fitEmbed, plain } from '../../src/chat/limits.js';
import { leaderboard } from '../../src/chat/views/leaderboard-view.js';
import { cardButtons } from '../../src/chat/views/card-buttons.js';
import { queueView } from '../../src/chat/views/queue-view.js';
import { runCard } from '../../src/chat/views/run-card.js';
import { resultEmbed, runResult } from '../../src/chat/views/run-result.js';
import { isDone } from '../../src/runs/leaderboard.js';
import type { Run } from '../../src/runs/run.js';
import { textsIn } from '../../src/texts/texts.js';
import { doneRun, openRuns, student } from '../support/runs.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const texts = textsIn('en');

describe('what the channel shows', () => {
  it('GIVEN a run that trains THEN its card has the intent, the bar, the epoch, the score and the time left', async () => {
    const { store, runs } = await openRuns(temporaryFolder());
    const run = await runs.submit(
      { loss: 'asl', epochs: 10, intent: 'does ASL help *rare* emotions?' },
      student,
    );
    await runs.started(run);
    await runs.reported(run.id, {
      ...{ type: 'epoch', time: '', epoch: 3, train_loss: 1, dev_loss: 1, micro_f1: 0.61, macro_f1: 0.5 },
      ...{ best: true, seconds: 1, seconds_left: 75 },
    });
    const card = runCard(runs.require('1'), texts);
    const text = JSON.stringify(card.embeds);
    for (const part of [
      'Run 1',
      'asl on ngram',
      'ASL help \\\\*rare\\\\*',
      '▰▰▰▱',
      'epoch 3/10',
      '0.6100',
      '1 min 15 s left',
      `<@${student.id}>`,
    ])
      assert.ok(text.includes(part), `${part} in ${text}`);
    await store.close();
  });

  it('GIVEN a run that failed THEN what to try stands in a line of its own', async () => {
    const { store, runs } = await openRuns(temporaryFolder());
    const run = await runs.submit({}, student);
    const failure = { reason: 'nan', message: 'The loss became NaN.', hint: 'Try lr:1e-5.' };
    const [card] = runCard({ ...run, state: 'failed', failure }, texts).embeds;
    assert.match(card?.description ?? '', /\*\*failed\*\* · The loss became NaN\.\n💡 Try lr:1e-5\.$/);
    await store.close();
  });

  it('GIVEN a run that its sweep stopped early THEN its card does not say that somebody cancelled it', async () => {
    const { store, runs } = await openRuns(temporaryFolder());
    const run = await runs.submit({}, student);
    const pruned = { epoch: 2, score: 0.1, message: 'stopped early' };
    const [card] = runCard(
      { ...run, state: 'cancelled', sweep: { id: '3', trial: 0, values: {}, pruned } },
      texts,
    ).embeds;
    assert.match(card?.description ?? '', /\*\*halted\*\*/);
    await store.close();
  });

  it('GIVEN runs of each state THEN their cards have the buttons that do something', async () => {
    const { store, runs } = await openRuns(temporaryFolder());
    const waiting = await runs.submit({}, student);
    const done = await doneRun(runs, 0.6);
    const failed = { ...done, state: 'failed' as const, result: null };
    const idsOf = (run: Run) =>
      cardButtons(run, textsIn('ko')).flatMap((row) => row.components.map(({ custom_id }) => custom_id));
    assert.deepEqual([waiting, done, failed].map(idsOf), [
      ['cancel:1', 'train:rerun:1', 'train:tweak:1'],
      ['train:rerun:2', 'train:tweak:2', 'results:best:2'],
      ['train:rerun:2', 'train:tweak:2'],
    ]);
    await store.close();
  });

  it('GIVEN a run of several parts THEN its card says which one trains and on what it is scored, its queue, too', async () => {
    const { store, runs } = await openRuns(temporaryFolder());
    const run = await runs.submit({ epochs: 10, folds: 5 }, student);
    await runs.started(run);
    await runs.reported(run.id, {
      ...{ type: 'epoch', part: 2, time: '', epoch: 3, train_loss: 1, dev_loss: 1, micro_f1: 0.61 },
      ...{ macro_f1: 0.5, best: true, seconds: 1, seconds_left: 75 },
    });
    const text = JSON.stringify(runCard(runs.require('1'), textsIn('en')).embeds);
    for (const part of ['▰▰▰▱', 'part 2/5, epoch 3/10', 'held-out micro-F1 **0.6100**', 'folds:5'])
      assert.ok(text.includes(part), `${part} in ${text}`);
    assert.match(queueView([runs.require('1')], textsIn('en')).description ?? '', /part 2\/5, 3\/10/);
    await store.close();
  });

  it('GIVEN a result THEN it says how far it is from the best so far, and mentions its author', async () => {
    const { store, runs } = await openRuns(temporaryFolder());
    await doneRun(runs, 0.6);
    const better = await doneRun(runs, 0.62);
    const worse = await doneRun(runs, 0.61);
    assert.match(
      runResult(better, store.list(), texts).content,
      /<@\d+>.*0\.6200.*new best, \+0\.0200 against run 1/,
    );
    assert.match(
      runResult(worse, store.list(), texts).content,
      /−0\.0100 against run 2 \(0\.6200\), the best so far/,
    );
    assert.match(JSON.stringify(runResult(worse, store.list(), texts).embeds), /sadness.*0\.500/);
    await store.close();
  });

  it('GIVEN a result of a slow engine THEN message, card and numbers say so, and what to do', async () => {
    const { store, runs } = await openRuns(temporaryFolder());
    const fast = await doneRun(runs, 0.6);
    assert.ok(isDone(fast));
    assert.doesNotMatch(JSON.stringify([runResult(fast, [], texts), runCard(fast, texts)]), /slow engine/);
    const slow = { ...fast, result: { ...fast.result, engine: 'wasm 4.22.0 cpu (slow engine)', slow: true } };
    assert.match(runResult(slow, [], texts).content, /slow engine.*doctor/);
    assert.match(resultEmbed(slow, texts).description ?? '', /slow engine.*doctor/);
    assert.match(runCard(slow, texts).embeds[0]?.description ?? '', /slow engine/);
    await store.close();
  });

  it('GIVEN tokens and accumulated batches THEN the result has the share of padding and the examples a step', async () => {
    const { store, runs } = await openRuns(temporaryFolder());
    const run = await doneRun(runs, 0.6);
    assert.ok(isDone(run));
    const field = (shown: typeof run, name: string) =>
      resultEmbed(shown, texts).fields?.find((one) => one.name === name)?.value;
    assert.deepEqual([field(run, 'Padding'), field(run, 'Examples per step')], [undefined, undefined]);
    const spec = { ...run.spec, batch: 16, accumulate: 4 };
    const counted = { ...run, spec, result: { ...run.result, tokens: 4000, padding: 125 } };
    assert.equal(field(counted, 'Padding'), '3.1 % of tokens');
    assert.equal(field(counted, 'Examples per step'), '64 (batch 16 × accumulate 4)');
    assert.match(JSON.stringify(runCard(counted, texts).embeds), /batch:16 accumulate:4/);
    await store.close();
  });

  it('GIVEN 100 runs with long intents THEN every embed stays inside the limits of Discord', async () => {
    const { store, runs } = await openRuns(temporaryFolder());
    for (let i = 0; i < 100; i++) await doneRun(runs, i / 100, '감정 *분석* '.repeat(80));
    const done = store.list().filter(isDone);
    const board = leaderboard(done, done.length, '', texts);
    assert.ok((board.description ?? '').length <= 4096);
    await store.close();
  });

  it('GIVEN texts longer than the limits THEN fitEmbed keeps each and the whole of 6000', () => {
    const embed = fitEmbed({
      title: 'x'.repeat(300),
      description: '😀'.repeat(3000),
      footer: { text: 'x'.repeat(3000) },
      fields: Array.from({ length: 30 }, () => ({ name: 'n'.repeat(300), value: 'v'.repeat(2000) })),
    });
    const whole = [
      embed.title,
      embed.description,
      embed.footer?.text,
      ...(embed.fields ?? []).flatMap(({ name, value }) => [name, value]),
    ];
    assert.ok(whole.join('').length <= 6000);
    assert.equal(embed.title?.length, 256);
    assert.ok(encodeURIComponent(embed.description ?? ''), 'no half of a surrogate pair');
  });

  it('GIVEN an emoji at the cut THEN it is not split', () => {
    assert.equal(cut('ab😀cd', 4), 'ab…');
    assert.equal(cut('short', 5), 'short');
  });

  it("GIVEN markdown in people's text THEN it is shown as typed", () => {
    assert.equal(plain('**bold** [x](y) `c` > q'), '\\*\\*bold\\*\\* \\[x\\]\\(y\\) \\`c\\` \\> q');
  });
});
