import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { DiscordAPIError } from 'discord.js';
import { systemClock } from '../../src/practice/clock.js';
import { nextInteraction, openRoom, type Room } from './open-room.js';

describe('When Discord is in trouble', () => {
  let room: Room;
  afterEach(() => room.close());

  describe('on order', () => {
    beforeEach(async () => {
      room = await openRoom();
    });

    async function channel() {
      const client = await room.login();
      const found = await client.channels.fetch(room.practice.channelId);
      assert.ok(found?.isSendable());
      return found;
    }

    it('discord.js waits out a 429 and tries again', async () => {
      const place = await channel();
      room.practice.faults.next({ route: '/messages', method: 'POST', status: 429, retryAfter: 0.01 });
      await place.send('patience');
      assert.deepEqual(
        (await place.messages.fetch()).map(({ content }) => content),
        ['patience'],
      );
    });

    it('discord.js tries again after a 5xx', async () => {
      const place = await channel();
      room.practice.faults.next({ route: '/messages', method: 'POST', status: 503, times: 2 });
      assert.equal((await place.send('again')).content, 'again');
    });

    it('a first answer can come too late, and a token can be dead', async () => {
      const client = await room.login();
      await client.application.commands.set([{ name: 'help', description: 'Help' }], room.practice.guildId);
      const first = nextInteraction(client);
      await room.slash('help');
      const late = await first;
      room.practice.faults.next({
        route: '/callback',
        status: 404,
        code: 10062,
        message: 'Unknown interaction',
      });
      assert.ok(late.isChatInputCommand());
      await assert.rejects(
        late.deferReply(),
        (error) => error instanceof DiscordAPIError && error.code === 10062,
      );

      const second = nextInteraction(client);
      await room.slash('help');
      const dead = await second;
      assert.ok(dead.isChatInputCommand());
      await dead.deferReply();
      room.practice.faults.next({
        route: /^\/webhooks\//,
        status: 401,
        code: 50027,
        message: 'Invalid Webhook Token',
      });
      await assert.rejects(
        dead.editReply('x'),
        (error) => error instanceof DiscordAPIError && error.code === 50027,
      );
    });
  });

  it('rate limits are told in headers and enforced with 429', async () => {
    room = await openRoom();
    const path = `/channels/${room.practice.channelId}/messages`;
    for (const left of [4, 3, 2, 1, 0]) {
      const { status, headers } = await room.rest('POST', path, { content: 'x' });
      assert.equal(status, 200);
      assert.equal(headers.get('x-ratelimit-limit'), '5');
      assert.equal(headers.get('x-ratelimit-remaining'), String(left));
    }
    const refused = await room.rest('POST', path, { content: 'x' });
    assert.equal(refused.status, 429);
    assert.equal(refused.headers.get('retry-after'), '5.000');
    assert.equal(refused.body.retry_after, 5);
    room.clock.advance(5000);
    assert.equal((await room.rest('POST', path, { content: 'x' })).status, 200);
  });

  it('discord.js keeps to the rate limit by itself, and every message arrives once', async () => {
    const rateLimits = { messages: { requests: 2, perMs: 50 }, other: { requests: 50, perMs: 50 } };
    room = await openRoom({ clock: systemClock, rateLimits });
    const client = await room.login();
    const place = await client.channels.fetch(room.practice.channelId);
    assert.ok(place?.isSendable());
    const texts = ['1', '2', '3', '4', '5', '6', '7'];
    await Promise.all(texts.map((text) => place.send(text)));
    const { messages } = await room.state();
    assert.deepEqual(messages[place.id]?.map(({ content }) => content).sort(), texts);
  });
});
