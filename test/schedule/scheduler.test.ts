import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import pino from 'pino';
import { type FiredSlots, type Job, Scheduler } from '../../src/schedule/scheduler.js';

const now = new Date('2026-11-23T10:00:00Z');
/** 04:30 of that day in Seoul. */
const SLOT = '2026-11-22T19:30:00.000Z';
const log = pino({ level: 'silent' });

function slots(last?: string): FiredSlots & { saved: string[] } {
  const saved: string[] = [];
  return {
    saved,
    lastFired: () => saved.at(-1) ?? last,
    saveFired: (_job, at) => Promise.resolve(void saved.push(at)),
  };
}

function schedulerOf(fired: FiredSlots, run: Job['run'], schedule = () => '30 4 * * *' as string | null) {
  const jobs = [{ name: 'backup', schedule, run }];
  return new Scheduler({ jobs, timezone: () => 'Asia/Seoul', fired, log, now: () => now, retryMs: 10 });
}

async function startOnce(fired: FiredSlots, run: Job['run']): Promise<void> {
  const scheduler = schedulerOf(fired, run);
  await scheduler.start();
  await scheduler.stop();
}

describe('the schedule', () => {
  it('GIVEN slots that were missed THEN the last one is caught up with at start, once', async () => {
    for (const last of ['2026-11-20T04:30:00Z', '2026-11-22T19:29:59Z']) {
      const fired = slots(last);
      const ran: Date[] = [];
      const run = (at: Date) => Promise.resolve(void ran.push(at));
      await startOnce(fired, run);
      await startOnce(fired, run);
      assert.deepEqual([ran.map((at) => at.toISOString()), fired.saved], [[SLOT], [SLOT]]);
    }
  });

  it('GIVEN a job that ran today, or a first start THEN nothing runs', async () => {
    for (const last of [SLOT, '2026-11-23T04:30:00Z', undefined])
      await startOnce(slots(last), () => assert.fail('it ran'));
  });

  it('GIVEN a job that throws THEN the bot goes on, and the same slot is tried again until it is done', async () => {
    const fired = slots('2026-11-01T00:00:00Z');
    const ran: string[] = [];
    let done: () => void = () => undefined;
    const twice = new Promise<void>((resolve) => (done = resolve));
    const scheduler = schedulerOf(fired, (slot) => {
      ran.push(slot.toISOString());
      if (ran.length === 1) return Promise.reject(new Error('Discord is away'));
      done();
      return Promise.resolve();
    });
    await scheduler.start();
    assert.deepEqual(fired.saved, []);
    // The timer of the next try keeps no process alive by itself.
    const alive = setInterval(() => undefined, 1000);
    await twice;
    clearInterval(alive);
    await scheduler.stop();
    assert.deepEqual([ran, fired.saved], [[SLOT, SLOT], [SLOT]]);
  });

  it('GIVEN a pattern that is changed THEN what it would have had before is not caught up with', async () => {
    const fired = slots(SLOT);
    let pattern: string | null = '30 4 * * *';
    const scheduler = schedulerOf(
      fired,
      () => assert.fail('it ran'),
      () => pattern,
    );
    await scheduler.start();
    pattern = '0 9 * * *';
    await scheduler.refresh();
    await scheduler.refresh();
    pattern = null;
    await scheduler.refresh();
    await scheduler.stop();
    assert.deepEqual(fired.saved, [now.toISOString(), now.toISOString()]);
  });

  it('GIVEN a pattern of every second THEN it runs by itself, and each slot is written down', async () => {
    const fired = slots(new Date().toISOString());
    let ring: (at: Date) => void = () => undefined;
    const rang = new Promise<Date>((resolve) => (ring = resolve));
    const jobs = [
      { name: 'tick', schedule: () => '* * * * * *', run: (slot: Date) => Promise.resolve(ring(slot)) },
    ];
    const scheduler = new Scheduler({ jobs, timezone: () => 'Asia/Seoul', fired, log });
    await scheduler.start();
    const slot = await rang;
    await scheduler.stop();
    assert.equal(fired.saved[0], slot.toISOString());
  });
});
