import type { Run } from '../../src/runs/run.js';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import pino from 'pino';
import { DigestMessages } from '../../src/chat/digest-messages.js';
import { digestView } from '../../src/chat/views/digest-view.js';
import { digestOf, isEmpty } from '../../src/runs/digest.js';
import { Preferences } from '../../src/runs/preferences/preferences.js';
import { digestJob } from '../../src/schedule/digest-job.js';
import { Scheduler } from '../../src/schedule/scheduler.js';
import { textsIn } from '../../src/texts/texts.js';
import { doneRun, openRuns } from '../support/runs.js';
import { openRoom } from '../practice/open-room.js';
import { clientInGuild } from '../support/in-guild.js';
import { PracticePage } from '../support/practice-page.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const log = pino({ level: 'silent' });
/** 9:00 in Seoul, a Tuesday and a Monday. */
const TUESDAY = new Date('2026-11-24T00:00:00Z');
const MONDAY = new Date('2026-11-30T00:00:00Z');
const hoursBefore = (at: Date, hours: number) => new Date(at.getTime() - hours * 3_600_000);

async function night(home = temporaryFolder()) {
  const opened = await openRuns(home);
  const { store, runs, settings } = opened;
  const ended = async (micro_f1: number, intent: string, hours: number, change = {}) => {
    const run = await doneRun(runs, micro_f1, intent);
    const finished_at = hoursBefore(TUESDAY, hours).toISOString();
    const started_at = hoursBefore(TUESDAY, hours + 1.5).toISOString();
    return store.update(run.id, { started_at, finished_at, ...change });
  };
  await ended(0.61, 'of the day before', 30);
  await ended(0.64, 'does ASL help *rare* emotions?', 6);
  await ended(0.63, 'and with a smaller margin?', 4);
  const failure = { reason: 'nan', message: 'The loss became NaN.' };
  await ended(0, 'too high a rate', 3, { state: 'failed', result: null, failure });
  await runs.submit({ intent: 'waits', seed: 9 }, { id: null, name: 'kim' });
  return { ...opened, preferences: new Preferences(store, settings.labmate) };
}

describe('the digest', () => {
  it('GIVEN a night THEN it has what ended in it, the best, the questions, and the hours of each', async () => {
    const { store } = await night();
    const judged: Run[] = store
      .list()
      .map((run) =>
        run.id === '2'
          ? { ...run, verdict: { value: 'confirmed' as const, sentence: '', author: run.author, at: '' } }
          : run,
      );
    const digest = digestOf(judged, hoursBefore(TUESDAY, 24), TUESDAY);
    assert.deepEqual(
      digest.done.map(({ id }) => id),
      ['2', '3'],
    );
    assert.deepEqual(
      [digest.failed.length, digest.waiting, digest.best?.run.id, digest.best?.isNew],
      [1, 1, '2', true],
    );
    assert.deepEqual(digest.questions, { asked: 2, confirmed: 1, refuted: 0, unclear: 0 });
    assert.equal(digest.hours[0]?.hours.toFixed(2), '4.50');
    assert.ok(isEmpty(digestOf(judged, hoursBefore(TUESDAY, 2), TUESDAY)));
    const english = JSON.stringify(digestView(digest, textsIn('en')));
    assert.match(
      english,
      /2 runs are done.*2 questions asked: 1 confirmed, 1 without a verdict yet.*1 run failed/,
    );
    assert.match(english, /does ASL help \\\\\*rare\\\\\* emotions/);
    assert.match(JSON.stringify(digestView(digest, textsIn('ko'))), /질문 2개: 맞음 1개.*실패한 실험 1개/);
    await store.close();
  });

  describe('in the practice guild', () => {
    const room = clientInGuild();
    const { page } = room;

    it('GIVEN a slot that was missed, and Discord that answers 500 THEN it comes at the next start, once', async () => {
      const { store, preferences } = await night();
      await store.saveFired('digest', hoursBefore(TUESDAY, 24).toISOString());
      const { where } = room;
      const start = async () => {
        const jobs = [digestJob(new DigestMessages({ store, preferences, where }), preferences)];
        const now = () => new Date(TUESDAY.getTime() + 3_600_000);
        const timezone = () => 'Asia/Seoul';
        const scheduler = new Scheduler({ jobs, timezone, fired: store, log, now });
        await scheduler.start();
        await scheduler.stop();
      };
      room.practice.faults.next({ route: '/messages', method: 'POST', status: 500 });
      await start();
      await start();
      await page.until(/What happened since the last digest/);
      assert.equal(page.saying(/What happened since the last digest/).length, 1);
      // The bot died before it had written down that it told.
      await store.saveFired('digest', hoursBefore(TUESDAY, 24).toISOString());
      await store.saveFired('digest told', hoursBefore(TUESDAY, 24).toISOString());
      await start();
      assert.equal(page.saying(/What happened since the last digest/).length, 1);
      await store.close();
    });

    it('GIVEN a process that died right after the post, and hours THEN the next start finds it and posts no other', async () => {
      const room = await openRoom();
      const home = temporaryFolder();
      const { store, preferences } = await night(home);
      await store.saveFired('digest', hoursBefore(TUESDAY, 24).toISOString());
      const bot = await room.login();
      const where = { client: bot, channelId: room.practice.channelId };
      const dies = new Proxy(store, {
        get: (target, name) => {
          if (name === 'saveFired') return () => Promise.reject(new Error('killed'));
          const value: unknown = Reflect.get(target, name);
          return typeof value === 'function' ? (value.bind(target) as unknown) : value;
        },
      });
      await assert.rejects(new DigestMessages({ store: dies, preferences, where }).post(TUESDAY), /killed/);
      const digests = async () => {
        const { messages } = await room.state();
        return (messages[room.practice.channelId] ?? []).filter(({ embeds }) => embeds.length > 0).length;
      };
      assert.equal(await digests(), 1);
      // Discord's nonces live for minutes.
      await bot.destroy();
      room.clock.advance(3 * 3_600_000);
      const again = { ...where, client: await room.login() };
      await new DigestMessages({ store, preferences, where: again }).post(TUESDAY);
      assert.equal(await digests(), 1);
      assert.equal(store.lastFired('digest told'), TUESDAY.toISOString());
      await store.close();
      await room.close();
    });

    it('GIVEN the first slot of a week THEN it tells of the week, with the scores over time as a picture', async () => {
      const { store, preferences } = await night();
      await store.saveFired('digest', hoursBefore(TUESDAY, 34).toISOString());
      await store.saveFired('digest told', hoursBefore(MONDAY, 1).toISOString());
      await store.saveFired('digest week', hoursBefore(TUESDAY, 34).toISOString());
      await preferences.change({ language: 'ko' });
      const { where } = room;
      await new DigestMessages({ store, preferences, where }).post(MONDAY);
      const message = await page.until(/지난 요약 이후 있었던 일/);
      assert.match(PracticePage.text(message), /완료된 실험 3개/);
      const picture = await fetch(message.embeds[0]?.image?.url ?? '');
      assert.equal(
        Buffer.from(await picture.arrayBuffer())
          .subarray(1, 4)
          .toString(),
        'PNG',
      );
      assert.deepEqual(message.mentions, []);
      await store.close();
    });
  });
});
