import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { BotProcess } from '../support/bot-process.js';
import { PracticePage } from '../support/practice-page.js';
import { temporaryFolder } from '../support/temporary-folder.js';

/** A newcomer's environment: nothing is set up. */
const nothing = {
  DISCORD_TOKEN: '',
  DISCORD_API_URL: '',
  GOOGLE_APPLICATION_CREDENTIALS: '',
  GOOGLE_SHEETS_API_URL: '',
  PRACTICE_PORT: '0',
};

describe('npm start without a token', () => {
  const bots: BotProcess[] = [];
  after(async () => {
    for (const bot of bots) await bot.stop();
  });
  async function start(home: string): Promise<{ bot: BotProcess; url: string }> {
    const bot = await BotProcess.start({ ...nothing, LABMATE_HOME: home });
    bots.push(bot);
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(bot.said.join('\n'))?.[0];
    assert.ok(url, 'the practice guild says where it is');
    return { bot, url };
  }

  it('GIVEN a newcomer THEN guild and sheet are there, and after a restart the channel still is', async () => {
    const home = temporaryFolder();
    const first = await start(home);
    const page = await PracticePage.open(first.url);
    await page.command('train', { epochs: 1, intent: 'my first run' });
    await page.until(/Run 1 is done/);
    page.close();
    await first.bot.stop();

    const second = await start(home);
    const again = await PracticePage.open(second.url);
    const texts = again.messages().map(PracticePage.text);
    assert.equal(texts.filter((text) => text.includes('Run 1 is done')).length, 1);
    await again.command('results best');
    await again.until(/Best runs by dev micro-F1 \(1 of 1\)/);
    again.close();
  });

  it('GIVEN a folder that another Labmate has, or a port that is taken THEN one sentence says so', async () => {
    const home = temporaryFolder();
    const { url } = await start(home);
    await assert.rejects(start(home), /already running on this folder \(process \d+\)/);
    const taken = { ...nothing, LABMATE_HOME: temporaryFolder(), PRACTICE_PORT: new URL(url).port };
    await assert.rejects(BotProcess.start(taken), /Port \d+ .* in use.*PRACTICE_PORT/);
  });
});
