import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import type { Talk } from '../../src/runs/talk.js';
import { eventually } from '../support/eventually.js';
import { BotRoom, botInGuild } from '../support/in-guild.js';
import { PracticePage } from '../support/practice-page.js';

describe('the talk in the thread of a run: the real bot in the practice guild', () => {
  const room = botInGuild();
  const { page, home } = room;
  let thread = '';

  before(async () => {
    await page.command('train', { model: 'ngram', epochs: 1, intent: 'to talk about' });
    await page.until(/Run 1 is done/);
    const { channels } = await page.state();
    thread = channels.find((channel) => 'name' in channel && channel.name?.startsWith('Run 1 '))?.id ?? '';
  });

  const kept = (): Talk[] => {
    try {
      const lines = readFileSync(join(home, 'runs', '1', 'talk.jsonl'), 'utf8')
        .split('\n')
        .filter(Boolean);
      return lines.map((line) => JSON.parse(line) as Talk);
    } catch {
      return [];
    }
  };
  const keeps = (...texts: string[]) =>
    eventually(() =>
      JSON.stringify(kept().map(({ text }) => text)) === JSON.stringify(texts) ? true : undefined,
    );
  const remove = (id: string) =>
    fetch(`${room.practice.discordApiUrl}/v10/channels/${thread}/messages/${id}`, {
      method: 'DELETE',
      headers: { authorization: `Bot ${room.practice.token}` },
    });

  it('GIVEN messages in the thread THEN they are kept, deleted ones are not, and others and the bot are left out', async () => {
    await page.say('is *fear* rare?', thread);
    const second = await page.say('a slip', thread);
    await page.say('not in a thread');
    await page.say('98 of 500', thread);
    await keeps('is *fear* rare?', 'a slip', '98 of 500');
    assert.equal((await remove(second.id)).status, 204);
    await keeps('is *fear* rare?', '98 of 500');
    assert.equal(kept()[0]?.author.name, 'Student');
    await page.command('results show', { run: '1' });
    await page.until(
      /From the thread \(2 in all\)\*\*\n💬 Student <t:\d+:R>: is \\\*fear\\\* rare\?\n💬 .*98 of 500/,
    );
  });

  it('GIVEN a message that its author changes, then deletes THEN the record of the run follows', async () => {
    const showAfter = async (pattern: RegExp) => {
      const after = page.messages().at(-1)?.id ?? '0';
      await page.command('results show', { run: '1' });
      return PracticePage.text(await page.until(pattern, { after }));
    };
    const message = await page.say('the margin was 0.5', thread);
    await keeps('is *fear* rare?', '98 of 500', 'the margin was 0.5');
    await page.edit(message, 'the margin was 0.05');
    await keeps('is *fear* rare?', '98 of 500', 'the margin was 0.05');
    assert.notEqual(kept()[2]?.edited_at, null);
    assert.match(await showAfter(/\(3 in all\)/), /the margin was 0\.05/);
    await page.remove(message);
    await keeps('is *fear* rare?', '98 of 500');
    assert.doesNotMatch(await showAfter(/\(2 in all\)/), /margin/);
  });

  it("GIVEN somebody else's message THEN nobody at the page can change or delete it", async () => {
    const card = page.messages().find(({ author }) => author.bot);
    assert.ok(card);
    await assert.rejects(page.edit(card, 'mine now'), /403 .*authored by another user/);
    await assert.rejects(page.remove(card), /403 .*Missing Permissions/);
  });

  it('GIVEN a bot that was down THEN what was written and deleted meanwhile is caught up with', async () => {
    const [first] = kept();
    await room.bot.stop();
    await page.say('said while it slept', thread);
    await remove(first?.id ?? '');
    await room.start();
    await keeps('98 of 500', 'said while it slept');
  });
});

describe('a bot that Discord does not let read messages', () => {
  it('GIVEN the privileged intent switched off THEN the bot says so and does everything else', async () => {
    const room = new BotRoom();
    const { page } = room;
    try {
      await room.open({ allowsContent: false });
      assert.match(room.bot.said.join('\n'), /does not let the bot read messages.*Message Content Intent/);
      assert.doesNotMatch(room.bot.said.join('\n'), /for good/);
      await page.command('queue list');
      await page.until(/0 running, 0 waiting/);
    } finally {
      await room.close();
    }
  });
});
