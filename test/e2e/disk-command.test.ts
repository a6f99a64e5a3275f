import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Practice } from '../../src/practice/start-practice.js';
import { BotProcess, settingsFor } from '../support/bot-process.js';
import { openBotInGuild } from '../support/in-guild.js';
import type { PracticePage } from '../support/practice-page.js';
import { temporaryFolder } from '../support/temporary-folder.js';

type Stored = { runs: Record<string, object> };

describe('/disk: the real bot against the practice guild', () => {
  const home = temporaryFolder();
  let practice: Practice;
  let bot: BotProcess;
  let page: PracticePage;

  before(async () => {
    ({ practice, bot, page } = await openBotInGuild(home));
    await page.command('train', { epochs: 1, intent: 'an old run' });
    await page.until(/Run 1 is done/);
    await bot.stop();
    const file = join(home, 'labmate.json');
    const store = JSON.parse(readFileSync(file, 'utf8')) as Stored;
    Object.assign(store.runs['1'] ?? {}, {
      state: 'cancelled',
      result: null,
      finished_at: '2025-11-24T00:00:00Z',
    });
    writeFileSync(file, JSON.stringify(store));
    bot = await BotProcess.start(settingsFor(practice, home));
  });

  after(async () => {
    page?.close();
    await bot?.stop();
    await practice?.close();
  });

  it('GIVEN an old run THEN show has a button that asks, and only its answer frees', async () => {
    await page.command('disk show');
    const shown = await page.until(
      /💾 [\d.]+ [GT]B of [\d.]+ [GT]B free.*checkpoints +3\.1 MB.*The rule would free\n\*\*3\.1 MB\*\*: the checkpoints of run 1/s,
    );
    await page.press(shown, 'disk:ask:rule');
    const asked = await page.until(
      /This removes \*\*3\.1 MB\*\*: the checkpoints of run 1\. Their scores.*Is that meant\?/,
    );
    assert.ok(existsSync(join(home, 'runs/1/checkpoint')));
    assert.match(JSON.stringify(asked.components), /"label":"Yes, free 3\.1 MB"/);
    await page.press(asked, 'disk:free:rule');
    await page.until(/Freed 3\.1 MB: the checkpoints of run 1\. [\d.]+ [GT]B are free now\./);
    assert.ok(
      !existsSync(join(home, 'runs/1/checkpoint')) && existsSync(join(home, 'runs/1/dev-scores.jsonl')),
    );
  });

  it('GIVEN nothing left to free THEN free says so; GIVEN keep THEN the run is pinned, and offered while one types', async () => {
    const last = page.messages().at(-1)?.id ?? '0';
    await page.command('disk free');
    const none = await page.until(/nothing to free/, { after: last });
    assert.deepEqual(none.components ?? [], []);
    assert.equal((await page.suggestions('disk keep', 'run', ''))[0]?.value, '1');
    await page.command('disk keep', { run: '1' });
    await page.until(/Run 1 is pinned, but its checkpoint was freed on \d{4}-/);
    await page.command('disk keep', { run: '7' });
    await page.until(/There is no run “7”/);
  });
});
