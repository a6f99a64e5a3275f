import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import pino from 'pino';
import { type Practice, startPractice } from '../../src/practice/start-practice.js';
import { BotProcess, settingsFor } from '../support/bot-process.js';
import { eventually } from '../support/eventually.js';
import { PracticePage } from '../support/practice-page.js';
import { runLab } from '../support/run-lab.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const log = pino({ level: 'silent' });

/** The process that trains run 1, once there is one. */
const workerOf = (home: string): Promise<number> => {
  const file = join(home, 'runs/1/worker.pid');
  return eventually(() => (existsSync(file) ? Number(readFileSync(file, 'utf8')) || undefined : undefined));
};

describe('the bot is killed, or the channel goes away', () => {
  const ends: (() => Promise<void> | void)[] = [];
  after(async () => {
    for (const end of ends.reverse()) await end();
  });

  async function open(port = 0, guildHome = temporaryFolder()): Promise<Practice> {
    const practice = await startPractice({ home: guildHome, port, log });
    ends.push(() => practice.close());
    return practice;
  }
  async function start(env: Record<string, string>): Promise<BotProcess> {
    const bot = await BotProcess.start(env);
    ends.push(() => bot.stop());
    return bot;
  }
  async function look(practice: Practice): Promise<PracticePage> {
    const page = await PracticePage.open(practice.url);
    ends.push(() => page.close());
    return page;
  }

  it('GIVEN the bot is killed while a run trains THEN at its start the author is told, and the run ends as asked', async () => {
    const home = temporaryFolder();
    const practice = await open();
    const env = settingsFor(practice, home);
    const bot = await start(env);
    const page = await look(practice);
    await page.command('train', { epochs: 40, intent: 'survive' });
    await page.until(/🏃 Run 1 .*epoch/s);
    const worker = await workerOf(home);
    await bot.stop('SIGKILL');

    await start(env);
    await page.until(/<@\d+> Labmate stopped while run 1 trained; it is queued again/);
    const result = await page.until(/Run 1 is done/);
    assert.throws(() => process.kill(worker, 0), 'the first worker is gone');
    assert.equal(page.messages().filter(({ content }) => /Run 1 is done/.test(content)).length, 1);
    assert.ok(result.content.includes('dev micro-F1'));
  });

  it('GIVEN a worker is killed THEN the author hears of it with what to try, and the next run trains', async () => {
    const home = temporaryFolder();
    const practice = await open();
    await start(settingsFor(practice, home));
    const page = await look(practice);
    await page.command('train', { epochs: 500, intent: 'killed' });
    await page.command('train', { epochs: 1, intent: 'the next one' });
    await page.until(/🏃 Run 1 /);
    process.kill(await workerOf(home), 'SIGKILL');
    await page.until(/^<@\d+> Run 1 failed: .*SIGKILL.*Start it again.*smaller batch/);
    await page.until(/Run 2 is done/);
  });

  it('GIVEN a terminal waits for its run when the bot is stopped THEN both end, and the run is not lost', async () => {
    const home = temporaryFolder();
    const practice = await open();
    const bot = await start(settingsFor(practice, home));
    const page = await look(practice);
    const terminal = runLab(['train', 'epochs:500', 'intent:from tmux'], { LABMATE_HOME: home });
    await page.until(/🏃 Run 1 [^]*from tmux/);
    await bot.stop('SIGTERM');
    const { code, stderr } = await terminal;
    assert.equal(code, 1);
    assert.match(stderr, /Labmate went away before it answered\. The run is in its store/);
    const saved = JSON.parse(readFileSync(join(home, 'labmate.json'), 'utf8')) as {
      runs: Record<string, { state: string }>;
    };
    assert.equal(saved.runs['1']?.state, 'queued', 'it waits for the next start');
  });

  it('GIVEN the guild is away when a run ends THEN its result is posted once when it is back', async () => {
    const home = temporaryFolder();
    const guildHome = temporaryFolder();
    const practice = await open(0, guildHome);
    const port = Number(new URL(practice.url).port);
    await start(settingsFor(practice, home));
    const before = await look(practice);
    await before.command('train', { epochs: 12, intent: 'nobody is looking' });
    await before.until(/Run 1 · /);
    before.close();
    await practice.close();

    const events = join(home, 'runs/1/events.jsonl');
    const done = () => existsSync(events) && /"type":"done"/.test(readFileSync(events, 'utf8'));
    assert.ok(!done(), 'it still trains when the guild goes away');
    await eventually(done);

    const page = await look(await open(port, guildHome));
    await page.until(/Run 1 is done/);
    await page.until(/✅ Run 1 /);
    assert.equal(page.messages().filter(({ content }) => /Run 1 is done/.test(content)).length, 1);
    assert.equal(
      page.messages().filter(({ embeds }) => /^✅ Run 1 /.test(embeds[0]?.title ?? '')).length,
      1,
      'one card, and it shows that the run is done',
    );
  });
});
