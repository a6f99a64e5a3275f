import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { chromium, type BrowserContextOptions, type Page } from 'playwright-core';
import { startPractice } from '../../src/practice/start-practice.js';
import { startBot } from './practice-bot.js';

const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

/** For `describe`'s `skip`: why the browser tests cannot run here, or false. */
export const noBrowser = existsSync(CHROMIUM)
  ? false
  : 'install chromium (Debian: apt-get install chromium), or set CHROMIUM_PATH';

/** A practice guild with a bot in it, and a browser; `page` opens the page in a window of its own. */
export async function openBrowser() {
  const home = await mkdtemp(join(tmpdir(), 'labmate-page-'));
  const practice = await startPractice({ home, port: 0, log: pino({ level: 'silent' }) });
  const bot = await startBot(practice);
  // Chromium refuses to sandbox itself for root, as in containers.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath: CHROMIUM, args });
  const complaints: string[] = [];
  return {
    practice,
    bot,
    async page(path = '/', options: BrowserContextOptions = {}): Promise<Page> {
      const context = await browser.newContext({
        locale: 'en-US',
        viewport: { width: 1280, height: 800 },
        ...options,
      });
      const page = await context.newPage();
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(error.message));
      await page.goto(practice.url + path);
      return page;
    },
    /** No error in the browser's console, none in the bot. */
    assertQuiet() {
      assert.deepEqual(complaints, []);
      assert.deepEqual(bot.failures, []);
    },
    async close() {
      await browser.close();
      await bot.client.destroy();
      await practice.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}
