import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import pino from 'pino';
import { type FiredSlots, type Job, Scheduler } from '../../src/schedule/scheduler.js';

const now = new Date('2026-11-23T10:00:00Z');

function slots(last?: string): FiredSlots & { saved: string[] } {
  const saved: string[] = [];
  return {
    saved,
    lastFired: () => last,
    saveFired: (_job, at) => Promise.resolve(void saved.push(at)),
  };
}

async function startOnce(fired: FiredSlots, run: Job['run']): Promise<void> {
  const jobs = [{ name: 'backup', schedule: () => '30 4 * * *', run }];
  const log = pino({ level: 'silent' });
  const scheduler = new Scheduler({ jobs, timezone: () => 'Asia/Seoul', fired, log, now: () => now });
  await scheduler.start();
  await scheduler.stop();
}

describe('the schedule', () => {
  it('GIVEN a job that was missed for two days THEN it runs once at start, and that is written down', async () => {
    const fired = slots('2026-11-21T04:30:00Z');
    const ran: Date[] = [];
    await startOnce(fired, (at) => Promise.resolve(void ran.push(at)));
    assert.deepEqual([ran, fired.saved], [[now], [now.toISOString()]]);
  });

  it('GIVEN a job that ran today, or a first start THEN nothing runs', async () => {
    for (const last of ['2026-11-23T04:30:00Z', undefined])
      await startOnce(slots(last), () => assert.fail('it ran'));
  });

  it('GIVEN a job that throws THEN the bot goes on, and the job is not taken as done', async () => {
    const fired = slots('2026-11-01T00:00:00Z');
    await startOnce(fired, () => Promise.reject(new Error('disk')));
    assert.deepEqual(fired.saved, []);
  });
});
