import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { botInGuild } from '../support/in-guild.js';

type Stored = { runs: Record<string, object> };

describe('/disk: the real bot against the practice guild', () => {
  const room = botInGuild();
  const { page, home } = room;

  before(async () => {
    await page.command('train', { epochs: 1, intent: 'an old run' });
    await page.until(/Run 1 is done/);
    await room.bot.stop();
    const file = join(home, 'labmate.json');
    const store = JSON.parse(readFileSync(file, 'utf8')) as Stored;
    Object.assign(store.runs['1'] ?? {}, {
      state: 'cancelled',
      result: null,
      finished_at: '2025-11-24T00:00:00Z',
    });
    writeFileSync(file, JSON.stringify(store));
    await room.start();
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
    const last = page.last();
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
