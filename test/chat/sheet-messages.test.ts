import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import pino from 'pino';
import { SheetMessages } from '../../src/chat/sheet-messages.js';
import { RunStore } from '../../src/runs/run-store.js';
import type { SheetFailure } from '../../src/sheet/google/sheet-failure.js';
import type { Conflict } from '../../src/sheet/memory/memory-data.js';
import { SheetNews } from '../../src/sheet/telling/sheet-news.js';
import { type Texts, textsIn } from '../../src/texts/texts.js';
import { eventually } from '../support/eventually.js';
import { clientInGuild } from '../support/in-guild.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const log = pino({ level: 'silent' });
const refused: SheetFailure = {
  ...{ kind: 'person', status: 403, message: 'The caller does not have permission' },
  ...{ retryAfterMs: undefined, isAmbiguous: false },
};

/** Of those tests in which nothing keeps the sheet. */
const unexpected = () => Promise.reject(new Error('Nobody has anything to tell administrators here'));
const nobody = { tell: unexpected, recovered: unexpected };

describe('what is told of the sheet, with the real client in the practice guild', () => {
  const room = clientInGuild();
  const { page } = room;

  const count = (words: RegExp) => page.saying(words).length;

  /** A store with its news and the cells that people changed; `messages` is a channel for them. */
  async function open(home: string, conflicts: Conflict[] = []) {
    const store = await RunStore.open(home);
    const news = new SheetNews(store);
    await news.follow(() => conflicts);
    const messages = (options: Partial<ConstructorParameters<typeof SheetMessages>[0]> = {}) =>
      new SheetMessages({
        ...{ news, where: room.where, texts: () => textsIn('en'), log },
        ...{ account: 'bot@team', administrators: nobody, ...options },
      });
    const changed = (run: string, theirs: string) => {
      conflicts.push({
        ...{ run, key: 'intent', column: 'Intent', theirs, ours: 'to see' },
        at: new Date(Date.now() + conflicts.length + 1).toISOString(),
      });
      news.conflictsFound();
    };
    return { store, news, messages, changed };
  }
  const settled = (news: SheetNews) => eventually(() => news.untold().length === 0);

  it('GIVEN a channel that is away THEN cells wait for it over a restart, come in one message that is cut, and once', async () => {
    const home = temporaryFolder();
    const conflicts: Conflict[] = [];
    const first = await open(home, conflicts);
    for (let run = 1; run <= 17; run++) first.changed(String(run), `mine ${run} @everyone`);
    first.news.notice('The tab was made anew.');
    await first.store.close();
    const { store, news, messages } = await open(home, conflicts);
    room.practice.faults.next({ route: /\/messages$/, method: 'POST', status: 403, code: 50013 });
    const told = messages();
    told.start();
    const message = await page.until(/Somebody changed 17 cells/);
    assert.match(message.content, /run 17, Intent: “mine 17 @everyone”.*\n… and 12 more: `\/sheet status`$/);
    assert.ok(!message.mention_everyone && message.content.length <= 2000);
    await page.until(/^ℹ️ The tab was made anew\./);
    await settled(news);
    await told.stop();
    const again = messages();
    again.start();
    await again.stop();
    assert.deepEqual([count(/Somebody changed/), count(/made anew/)], [1, 1]);
    await store.close();
  });

  it('GIVEN cells soon after others THEN they are gathered for the next message', async () => {
    const { store, news, messages, changed } = await open(temporaryFolder());
    const told = messages({ gatherMs: 400 });
    told.start();
    changed('21', 'one');
    await page.until(/run 21, Intent: “one”/);
    changed('22', 'two');
    changed('23', 'three');
    const both = await page.until(/run 22, Intent: “two”/);
    assert.match(both.content, /Somebody changed 2 cells[^]*run 23, Intent: “three”/);
    await settled(news);
    await told.stop();
    await store.close();
  });

  it('GIVEN trouble THEN administrators are told once over restarts, and of its end; what was over untold is not told', async () => {
    const home = temporaryFolder();
    const said: string[] = [];
    const hear = (_key: string, text: (texts: Texts) => string) =>
      Promise.resolve(void said.push(text(textsIn('en'))));
    const administrators = { tell: hear, recovered: hear };
    const before = await open(home);
    before.news.trouble(refused);
    before.news.success();
    const early = before.messages({ administrators });
    early.start();
    before.news.trouble(refused);
    await eventually(() => said.length === 1);
    await settled(before.news);
    await early.stop();
    await before.store.close();
    const { store, news, messages } = await open(home);
    const told = messages({ administrators });
    told.start();
    news.trouble(refused);
    news.success();
    await eventually(() => said.length === 2);
    news.success();
    await settled(news);
    await told.stop();
    assert.match(said[0] ?? '', /^⚠️ Labmate may not write.*Share the sheet with bot@team/);
    assert.deepEqual(said.slice(1), ['✅ The sheet is up to date again.']);
    await store.close();
  });
});
