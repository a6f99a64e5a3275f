import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { APIEmbed } from 'discord.js';
import pino from 'pino';
import { RunBoard } from '../../src/chat/run-board.js';
import { RunMessages } from '../../src/chat/run-messages.js';
import { textsIn } from '../../src/texts/texts.js';
import { eventually } from '../support/eventually.js';
import { doneRun, openRuns, student } from '../support/runs.js';
import { clientInGuild } from '../support/in-guild.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const texts = textsIn('en');

const log = pino({ level: 'silent' });

describe('the run board, with the real client in the practice guild', () => {
  const room = clientInGuild();
  const { page } = room;

  async function board(home = temporaryFolder(), now = () => new Date()) {
    const opened = await openRuns(home);
    const { where } = room;
    const messages = new RunMessages({ runs: opened.runs, where, texts: () => texts, log, now });
    return { ...opened, board: new RunBoard({ runs: opened.runs, messages, editSeconds: 0.1, log }) };
  }

  const shownIn = (embeds: APIEmbed[]): string => JSON.stringify(embeds);

  /** So many messages hold the text. */
  const count = (text: string) => page.saying(text).length;

  it('GIVEN runs that ended while nobody posted THEN each is caught up with once, and not again after a restart', async () => {
    const home = temporaryFolder();
    const first = await board(home);
    await doneRun(first.runs, 0.61, 'caught up one');
    await doneRun(first.runs, 0.62, 'caught up two');
    first.board.start();
    await page.until(/Run 2 is done/);
    await first.board.stop();
    await first.store.close();

    const again = await board(home);
    again.board.start();
    const marker = await again.runs.submit({ intent: 'after the restart', again: true }, student);
    await page.until(/after the restart/);
    await again.board.stop();
    await again.store.close();
    assert.equal(marker.id, '3');
    assert.deepEqual([count('Run 1 is done'), count('Run 2 is done')], [1, 1]);
  });

  it('GIVEN a post whose note was lost THEN its nonce keeps it from being said twice', async () => {
    const { store, runs, board: one } = await board();
    const run = await doneRun(runs, 0.7, 'said once');
    one.start();
    const result = await page.until(/is done: dev micro-F1 \*\*0\.7000/);
    await one.stop();
    const entry = store.boardEntry(run.id);
    assert.ok(entry);
    await store.saveBoardEntry(run.id, { ...entry, result_id: null });
    await store.saveCursor('chat', 0);
    const { where } = room;
    const messages = new RunMessages({ runs, where, texts: () => texts, log });
    await messages.bringUpToDate(runs.require(run.id));
    assert.equal(store.boardEntry(run.id)?.result_id, result.id);
    await store.close();
  });

  it('GIVEN Discord answers 500 and 429 THEN the result arrives all the same', async () => {
    const { store, runs, board: one } = await board();
    await doneRun(runs, 0.55, 'through the storm');
    room.practice.faults.next({ route: '/messages', method: 'POST', status: 500, times: 2 });
    room.practice.faults.next({ route: '/messages', method: 'POST', status: 429, retryAfter: 0.2 });
    one.start();
    await page.until(/is done: dev micro-F1 \*\*0\.5500/);
    await one.stop();
    await store.close();
  });

  it('GIVEN a message that Discord refuses THEN the runs after it are not kept waiting', async () => {
    const { store, runs, board: one } = await board();
    await runs.submit({ intent: 'refused' }, student);
    await runs.submit({ intent: 'not kept waiting', again: true }, student);
    room.practice.faults.next({ route: '/messages', method: 'POST', status: 400, code: 50035 });
    one.start();
    await page.until(/not kept waiting/);
    await one.stop();
    await store.close();
  });

  it('GIVEN a channel that is closed to the bot THEN the result is posted to its own, and no other run waits', async () => {
    const { store, runs, board: one } = await board();
    const run = await doneRun(runs, 0.81, 'in a closed channel');
    await doneRun(runs, 0.82, 'in the open');
    const nowhere = { channel_id: '1', card_id: '2', card_posted_at: run.created_at };
    await store.saveBoardEntry(run.id, {
      ...{
        ...nowhere,
        thread_id: null,
        result_id: null,
        told_interruptions: 0,
        result_channel_id: null,
        result_line: null,
        card_shown: null,
      },
    });
    one.start();
    await page.until(/is done: dev micro-F1 \*\*0\.8100/);
    await page.until(/is done: dev micro-F1 \*\*0\.8200/);
    await one.stop();
    await store.close();
  });

  it('GIVEN /train was typed in a thread THEN the run is followed there, and the next one is not kept waiting', async () => {
    const { store, runs, board: one } = await board();
    const threads = room.client.channels.cache.filter((channel) => channel.isThread());
    const thread = threads.first();
    assert.ok(thread?.isSendable(), 'an earlier run has opened a thread');
    const card = await thread.send('stands for the answer to /train');
    one.start();
    await one.announce(
      () => runs.submit({ intent: 'typed in a thread' }, student),
      () => Promise.resolve({ id: card.id, channelId: thread.id }),
    );
    await page.until(/typed in a thread/);
    await runs.submit({ intent: 'typed after it', again: true }, student);
    await page.until(/typed after it/);
    await one.stop();
    assert.match(store.get('1')?.thread_url ?? '', new RegExp(`${thread.id}$`));
    await store.close();
  });

  it('GIVEN threads are refused THEN the result is posted all the same', async () => {
    const { store, runs, board: one } = await board();
    await doneRun(runs, 0.83, 'without a thread');
    room.practice.faults.next({ route: '/threads', method: 'POST', status: 400, code: 160006 });
    one.start();
    await page.until(/is done: dev micro-F1 \*\*0\.8300/);
    await one.stop();
    await store.close();
  });

  it('GIVEN a card of almost an hour THEN it is posted anew, and the old one points to it', async () => {
    let time = new Date();
    const { store, runs, board: one } = await board(temporaryFolder(), () => time);
    const run = await runs.submit({ intent: 'a long night' }, student);
    // A board that finds a run training has spent the edits of its beginning.
    one.start();
    await runs.started(run);
    const card = await page.until(/🏃 Run 1 [^]*a long night/);
    // Until the bot knows that it is posted, it has no age.
    await eventually(() => store.boardEntry(run.id)?.card_id === card.id);
    time = new Date(time.getTime() + 56 * 60_000);
    await runs.reported(run.id, {
      ...{ type: 'epoch', time: '', epoch: 1, train_loss: 1, dev_loss: 1, micro_f1: 0.4321, macro_f1: 0.4 },
      ...{ best: true, seconds: 1, seconds_left: 60 },
    });
    const anew = await page.until(/0\.4321/, { after: card.id });
    assert.notEqual(anew.id, card.id);
    await page.until(new RegExp(`Continued below: .*${anew.id}`));
    await one.stop();
    await store.close();
  });

  it('GIVEN a failure THEN the author hears why and what to try, and its log goes to the thread', async () => {
    const { store, runs, board: one } = await board();
    const run = await runs.submit({ intent: 'doomed' }, student);
    one.start();
    await page.until(/doomed/);
    const failure = { reason: 'nan', message: 'The loss became NaN at step 7.', hint: 'Try lr:1e-5.' };
    await store.update(run.id, { state: 'failed', result: null, failure, finished_at: run.created_at });
    await page.until(/^<@\d+> Run 1 failed: The loss became NaN at step 7\. Try lr:1e-5\.$/);
    await one.stop();
    await store.close();
  });

  it('GIVEN a failed run THEN its card follows what people change of it, and costs nothing where it shows no change', async () => {
    const { store, runs, board: one } = await board();
    const run = await runs.submit({ intent: 'before' }, student);
    one.start();
    const card = await page.until(/before/);
    const failure = { reason: 'nan', message: 'The loss became NaN at step 9.', hint: 'Try lr:1e-5.' };
    await store.update(run.id, { state: 'failed', result: null, failure, finished_at: run.created_at });
    await page.until(/Run 1 failed: The loss became NaN at step 9/);
    await page.untilMessage(({ id, embeds }) => id === card.id && /NaN at step 9/.test(shownIn(embeds)));
    await store.update(run.id, { question: 'do rare labels gain?' });
    await page.untilMessage(
      ({ id, embeds }) => id === card.id && /do rare labels gain\?/.test(shownIn(embeds)),
    );
    const edited = () => page.messages().find(({ id }) => id === card.id)?.edited_timestamp;
    const before = edited();
    await store.update(run.id, { talked: 3 });
    await runs.submit({ intent: 'shown after it', again: true }, student);
    await page.until(/shown after it/);
    await one.stop();
    assert.equal(edited(), before);
    await store.close();
  });
});
