import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { botInGuild } from '../support/in-guild.js';

describe('somebody takes permissions from the bot', () => {
  const room = botInGuild();
  let owner: string;
  before(async () => {
    owner = (await room.page.state()).self;
  });
  const train = async (intent: string): Promise<void> => {
    const options = { model: 'ngram', epochs: 1, intent, again: true };
    await room.page.command('train', options);
  };
  const result = (intent: string) => room.page.until(new RegExp(`Run \\d+ is done[^]*${intent}`));

  it('GIVEN no right to attach files THEN the owner is told by name, once, and results come without pictures', async () => {
    room.practice.deny(['AttachFiles']);
    const told = await room.page.until(/⚠️ The bot lacks \*\*Attach Files\*\*/);
    assert.ok(told.content.startsWith(`<@${owner}>`));
    assert.match(told.content, /without their pictures.*Edit Channel → Permissions/);
    await train('without pictures');
    const { content, embeds } = await result('without pictures');
    assert.match(content, /Without its files and pictures/);
    assert.equal(embeds[0]?.image, undefined);
    await train('once more');
    await result('once more');
    assert.equal(room.page.saying(/⚠️ The bot lacks/).length, 1);
    room.practice.deny([]);
    await room.page.until(/has all permissions that it needs in .* again/);
    await train('with pictures');
    assert.ok((await result('with pictures')).embeds[0]?.image);
  });

  it('GIVEN no right to embed THEN the result comes as text', async () => {
    room.practice.deny(['EmbedLinks']);
    await room.page.until(/lacks \*\*Embed Links\*\*/);
    await train('as text');
    const { content, embeds } = await result('as text');
    assert.deepEqual(embeds, []);
    assert.match(content, /dev micro-F1/);
    room.practice.deny([]);
  });

  it('GIVEN no right to write THEN the owner gets a direct message; the run goes on, and its result comes when it is back, once', async () => {
    room.practice.deny(['SendMessages']);
    const told = await room.page.until(/lacks \*\*Send Messages\*\*/);
    assert.notEqual(told.channel_id, room.practice.channelId);
    await train('silent');
    await room.page.until(/✅ Run \d+[^]*silent/);
    assert.equal(room.page.saying(/is done[^]*silent/).length, 0);
    room.practice.deny([]);
    await result('silent');
    await train('afterwards');
    await result('afterwards');
    assert.equal(room.page.saying(/is done[^]*silent/).length, 1);
    await room.page.until(/has all permissions that it needs/, { after: told.id });
  });

  it('GIVEN that threads may not be started THEN runs go without one, and the next one has one again', async () => {
    room.practice.deny(['CreatePublicThreads']);
    await room.page.until(/lacks \*\*Create Public Threads\*\*/);
    await train('no thread');
    await result('no thread');
    assert.ok(!(await room.page.state()).channels.some((channel) => /no thread/.test(channel.name ?? '')));
    room.practice.deny([]);
    await train('a thread');
    await result('a thread');
    assert.ok((await room.page.state()).channels.some((channel) => /a thread/.test(channel.name ?? '')));
  });

  it('GIVEN Discord that refuses twice though nothing is missing THEN that is told, and when it takes them again', async () => {
    const missing = { status: 403, code: 50013, message: 'Missing Permissions' };
    room.practice.faults.next({ route: /messages$/, method: 'POST', ...missing, times: 3 });
    await train('refused');
    await result('refused');
    await room.page.until(/Discord refuses what the bot posts/);
    await room.page.until(/Discord takes what the bot posts .* again/);
    assert.equal(room.page.saying(/Discord refuses what the bot posts/).length, 1);
  });
});
