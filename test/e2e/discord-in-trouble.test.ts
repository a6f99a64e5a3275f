import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { APIMessage } from 'discord.js';
import { eventually } from '../support/eventually.js';
import { botInGuild } from '../support/in-guild.js';
import { PracticePage } from '../support/practice-page.js';

/** Long enough for something to happen under it. */
const EPOCHS = 25;

describe('Discord is in trouble while a run trains', () => {
  const room = botInGuild();
  /** A request to Discord's API with the bot's token, as a moderator's click makes one. */
  async function rest(method: string, path: string, body?: object): Promise<void> {
    const { discordApiUrl, token } = room.practice;
    const response = await fetch(`${discordApiUrl}/v10${path}`, {
      method,
      headers: { authorization: `Bot ${token}`, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    assert.ok(response.ok, `${response.status} ${await response.text()}`);
  }

  /** Starts a run and waits until its card shows that it trains. */
  async function training(intent: string): Promise<{ run: string; card: APIMessage }> {
    await room.page.command('train', { epochs: EPOCHS, intent, again: true });
    const card = await room.page.until(new RegExp(`🏃 Run \\d+ [^]*${intent}`));
    const run = /Run (\d+)/.exec(PracticePage.text(card))?.[1] ?? '';
    return { run, card };
  }

  /** The run's only result. */
  async function result(run: string): Promise<APIMessage> {
    const text = new RegExp(`Run ${run} is done`);
    const message = await room.page.until(text);
    assert.equal(room.page.messages().filter(({ content }) => text.test(content)).length, 1);
    return message;
  }

  /** Waits until a slash command is answered: a client that lost its session takes seconds to be back. */
  const commandsWork = () =>
    eventually(async () => {
      const nonce = await room.page.command('queue list').catch(() => undefined);
      return nonce === undefined ? undefined : (await room.page.fate(nonce)) === 'acknowledged';
    });

  it('GIVEN the gateway is dropped, and its session forgotten THEN the run goes on and commands work again', async () => {
    const { run } = await training('dropped');
    room.practice.faults.dropGateway();
    room.practice.faults.dropGateway({ resumable: false });
    await result(run);
    await commandsWork();
  });

  it('GIVEN the API answers 503 for a long time THEN the result comes later, once', async () => {
    const { run } = await training('many 503');
    // discord.js tries each request four times.
    room.practice.faults.next({ route: '/messages', status: 503, times: 12 });
    await result(run);
  });

  it('GIVEN 429 again and again THEN the result comes later, once', async () => {
    const { run } = await training('many 429');
    room.practice.faults.next({ route: '/messages', status: 429, retryAfter: 0.3, times: 10 });
    await result(run);
  });

  it('GIVEN somebody deletes the card THEN the result is posted all the same', async () => {
    const { run, card } = await training('card gone');
    await rest('DELETE', `/channels/${card.channel_id}/messages/${card.id}`);
    await result(run);
  });

  it('GIVEN somebody deletes the thread THEN the result is posted all the same', async () => {
    const { run, card } = await training('thread gone');
    const thread = await eventually(async () =>
      (await room.page.state()).channels.find(({ id }) => id === card.id),
    );
    await rest('DELETE', `/channels/${thread.id}`);
    await result(run);
  });

  it('GIVEN an archived thread THEN the result is posted all the same', async () => {
    const { run, card } = await training('thread archived');
    const thread = await eventually(async () =>
      (await room.page.state()).channels.find(({ id }) => id === card.id),
    );
    await rest('PATCH', `/channels/${thread.id}`, { archived: true });
    await result(run);
  });

  it('GIVEN the bot may not write to the channel for a while THEN the result comes when it may', async () => {
    const { run } = await training('no permission');
    const missing = { status: 403, code: 50013, message: 'Missing Permissions' };
    room.practice.faults.next({ route: '/messages', ...missing, times: 4 });
    await result(run);
  });

  it('GIVEN the bot is removed and invited again THEN the run went on, its result is posted once, and the commands are back', async () => {
    const { run } = await training('removed');
    room.practice.faults.removeBot();
    await eventually(() => room.bot.said.some((line) => /removed the bot/.test(line)) || undefined);
    await assert.rejects(room.page.command('queue list'), /There is no command/);
    room.practice.faults.inviteBot();
    await result(run);
    await commandsWork();
  });
});
