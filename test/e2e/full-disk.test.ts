import assert from 'node:assert/strict';
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import pino from 'pino';
import { startPractice } from '../../src/practice/start-practice.js';
import { BotProcess, settingsFor } from '../support/bot-process.js';
import { PracticePage } from '../support/practice-page.js';
import { smallDisk } from '../support/small-disk.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const DISK_MB = 48;

describe('the disk is full', () => {
  it('GIVEN no space THEN runs fail or are refused with a sentence, nothing finished is lost, and space is enough to go on', async (t) => {
    const home = smallDisk(DISK_MB);
    if (home === undefined) return t.skip('needs root, to mount a small disk');
    const practice = await startPractice({
      home: temporaryFolder(),
      port: 0,
      log: pino({ level: 'silent' }),
    });
    const env = settingsFor(practice, home);
    let bot = await BotProcess.start(env);
    const page = await PracticePage.open(practice.url);
    t.after(async () => {
      page.close();
      await bot.stop();
      await practice.close();
    });
    const fill = (leaveBytes: number): void => {
      const { bavail, bsize } = statfsSync(home);
      writeFileSync(join(home, 'filler'), Buffer.alloc(Math.max(0, bavail * bsize - leaveBytes)));
    };
    await page.command('train', { epochs: 1, intent: 'before' });
    await page.until(/Run 1 is done/);

    fill(300_000);
    await page.command('train', { epochs: 1, again: true, intent: 'fills the rest' });
    await page.until(/Run 2 failed: .*disk is full.*Free some space/is);

    rmSync(join(home, 'filler'));
    fill(0);
    const last = page.messages().at(-1)?.id ?? '0';
    await page.command('train', { epochs: 1, again: true, intent: 'refused' });
    await page.until(/not queued: the disk is full\. Free some space/, { after: last });
    // Each of them is a line in the log, which lies on the full disk, too.
    for (let i = 0; i < 60; i++)
      assert.equal(await page.fate(await page.command('queue list')), 'acknowledged');
    await page.command('results best');
    await page.until(/Best runs by dev micro-F1 \(1 of 1\)/);

    rmSync(join(home, 'filler'));
    await page.command('train', { epochs: 1, again: true, intent: 'there is space again' });
    const done = await page.until(/Run \d+ is done.*/, { after: last });
    await bot.stop();
    bot = await BotProcess.start(env);
    await page.command('results best');
    await page.until(/Best runs by dev micro-F1 \(2 of 2\)/);
    assert.ok(done);
  });
});
