import { textsIn } from '../../src/texts/texts.js';
import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import { before, describe, it } from 'node:test';
import type { APIMessage } from 'discord.js';
import pino from 'pino';
import { RunMessages } from '../../src/chat/run-messages.js';
import { Preferences } from '../../src/runs/preferences/preferences.js';
import type { StoredPreferences } from '../../src/runs/preferences/preferences-data.js';
import type { Run } from '../../src/runs/run.js';
import { doneRun, openRuns } from '../support/runs.js';
import { clientInGuild } from '../support/in-guild.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const log = pino({ level: 'silent' });
const FAILED: Partial<Run> = {
  ...{ state: 'failed' as const, result: null },
  failure: { reason: 'nan', message: 'The loss became NaN at step 7.', hint: 'Try lr:1e-5.' },
};

describe('where the end of a run is told, and whom it mentions', () => {
  const room = clientInGuild();
  const { page } = room;
  let self: string;

  before(async () => {
    ({ self } = await page.state());
  });

  /** A run of the person at the page that ended; what was posted of its end. */
  async function ended(
    score: number,
    choose: (preferences: Preferences) => Partial<StoredPreferences>,
    { failed = false, lines = '' } = {},
  ): Promise<{ message: APIMessage; thread: string | null; again: number }> {
    const { store, runs, settings } = await openRuns(temporaryFolder());
    const preferences = new Preferences(store, settings.labmate);
    const { where } = room;
    const messages = new RunMessages({ runs, where, texts: () => textsIn('en'), log, rules: preferences });
    const run = await doneRun(runs, score, `ended ${score}`);
    await store.update(run.id, { author: { id: self, name: 'me' }, ...(failed ? FAILED : {}) });
    if (lines) appendFileSync(runs.folder(run.id).log, lines);
    await preferences.change(choose(preferences));
    await messages.bringUpToDate(runs.require(run.id));
    await messages.bringUpToDate(runs.require(run.id));
    const entry = store.boardEntry(run.id);
    await page.until(new RegExp(`Run ${run.id} (is done: dev micro-F1 \\*\\*${score.toFixed(4)}|failed)`), {
      after: String(BigInt(entry?.result_id ?? '0') - 1n),
    });
    const message = page.messages().find(({ id }) => id === entry?.result_id);
    assert.ok(message);
    const again = page.messages().filter(({ content }) => content === message.content).length;
    await store.close();
    return { message, thread: entry?.thread_id ?? null, again };
  }
  const mentioned = ({ mentions }: APIMessage) => mentions.map(({ id }) => id);

  it('GIVEN nothing was chosen THEN it is told where the run was started, and its author is mentioned, once', async () => {
    const { message, again } = await ended(0.61, () => ({}));
    assert.deepEqual([message.channel_id, mentioned(message), again], [room.practice.channelId, [self], 1]);
  });

  it('GIVEN quiet THEN it is told in the thread alone, and nobody is mentioned', async () => {
    const { message, thread } = await ended(0.62, () => ({ quiet: true }));
    assert.ok(thread);
    assert.deepEqual([message.channel_id, mentioned(message)], [thread, []]);
    const failure = await ended(0.63, () => ({ quiet: true }), { failed: true });
    assert.deepEqual([failure.message.channel_id, mentioned(failure.message)], [failure.thread, []]);
  });

  it('GIVEN somebody wants no mention, or only of failures THEN they get that', async () => {
    const off = await ended(0.64, () => ({ mentions: { [self]: 'off' } }));
    assert.deepEqual(mentioned(off.message), []);
    const result = await ended(0.65, () => ({ mentions: { [self]: 'failures' } }));
    assert.deepEqual(mentioned(result.message), []);
    const failure = await ended(0.66, () => ({ mentions: { [self]: 'failures' } }), { failed: true });
    assert.deepEqual(mentioned(failure.message), [self]);
  });

  it('GIVEN a failure THEN it has a guess at the cause and the last lines of the log', async () => {
    const lines = 'epoch 1\nloss 3.1\nstep 6 loss 1e38\nstep 7 loss NaN ``` \n';
    const { message } = await ended(0.67, () => ({}), { failed: true, lines });
    assert.match(
      message.content,
      /became NaN at step 7\. Try lr:1e-5\.\n```\nepoch 1\n[^]*loss NaN '''\n```$/,
    );
    assert.equal(message.channel_id, room.practice.channelId);
  });

  it('GIVEN a channel for results THEN results go there, failures do not; one that is gone does not lose them', async () => {
    const { message: one, thread } = await ended(0.68, () => ({}));
    assert.ok(thread);
    const result = await ended(0.69, () => ({ results_channel: thread }));
    assert.equal(result.message.channel_id, thread);
    const failure = await ended(0.7, () => ({ results_channel: thread }), { failed: true });
    assert.equal(failure.message.channel_id, one.channel_id);
    const gone = await ended(0.71, () => ({ results_channel: '123456789012345678' }));
    assert.equal(gone.message.channel_id, room.practice.channelId);
  });
});
