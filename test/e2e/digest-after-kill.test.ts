import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { it } from 'node:test';
import pino from 'pino';
import { startPractice } from '../../src/practice/start-practice.js';
import { DIGEST_AT } from '../../src/runs/preferences/preferences-data.js';
import { lastDue } from '../../src/schedule/last-due.js';
import { BotProcess, settingsFor } from '../support/bot-process.js';
import { eventually } from '../support/eventually.js';
import { PracticePage } from '../support/practice-page.js';
import { doneRun, openRuns } from '../support/runs.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const HOUR_MS = 3_600_000;
const DIGEST = /What happened since the last digest/;

it('GIVEN a bot that is killed between its digest and the note of it THEN its next life posts no other', async () => {
  const home = temporaryFolder();
  const slot = lastDue(DIGEST_AT, 'Asia/Seoul', new Date());
  assert.ok(slot);
  await aNightUntil(slot, home);
  let posts = 0;
  const practice = await startPractice({
    ...{ home: temporaryFolder(), port: 0, log: pino({ level: 'silent' }) },
    onRequest: (method, path) => void (posts += Number(method === 'POST' && path.endsWith('/messages'))),
  });
  const page = await PracticePage.open(practice.url);
  const answer = practice.faults.keepAnswer({ route: /\/messages$/, method: 'POST' });
  let bot = await BotProcess.start(settingsFor(practice, home));
  try {
    await answer.done;
    await page.until(DIGEST);
    await bot.stop('SIGKILL');
    assert.equal((await firedIn(home)).told, undefined, 'it was killed before its note');

    bot = await BotProcess.start(settingsFor(practice, home));
    await eventually(async () => (await firedIn(home)).done === slot.toISOString() || undefined);
    assert.equal((await firedIn(home)).told, slot.toISOString());
    const digests = page.messages().filter((message) => DIGEST.test(PracticePage.text(message)));
    assert.deepEqual([digests.length, posts], [1, 1]);
  } finally {
    answer.release();
    page.close();
    await bot.stop();
    await practice.close();
  }
});

/** A run that ended before the slot and that the channel knows of, and a digest that is due. */
async function aNightUntil(slot: Date, home: string): Promise<void> {
  const { store, runs } = await openRuns(home);
  const run = await doneRun(runs, 0.64, 'does ASL help rare emotions?');
  const before = (hours: number) => new Date(slot.getTime() - hours * HOUR_MS).toISOString();
  const { revision } = await store.update(run.id, { started_at: before(2), finished_at: before(1) });
  await store.saveCursor('chat', revision);
  await store.saveFired('digest', before(24));
  await store.close();
}

async function firedIn(home: string): Promise<{ told: string | undefined; done: string | undefined }> {
  const { jobs } = JSON.parse(await readFile(join(home, 'labmate.json'), 'utf8')) as {
    jobs: Record<string, string>;
  };
  return { told: jobs['digest told'], done: jobs.digest };
}
