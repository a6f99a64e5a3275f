import assert from 'node:assert/strict';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { GatewayIntentBits, type Client, type Message } from 'discord.js';
import { WebSocket } from 'ws';
import { openRoom, type Room } from './open-room.js';

type Payload = {
  op: number;
  d: Record<string, unknown> | boolean | null;
  s: number | null;
  t: string | null;
};

/** A bare gateway client, for what discord.js does not do. */
class RawClient {
  readonly #unread: Payload[] = [];
  #wake: (() => void) | undefined;

  private constructor(readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => {
      this.#unread.push(JSON.parse(data.toString()) as Payload);
      this.#wake?.();
    });
  }

  static async open(room: Room): Promise<RawClient> {
    const client = new RawClient(new WebSocket(`${room.practice.url.replace('http', 'ws')}/gateway/?v=10`));
    assert.equal((await client.next()).op, 10);
    return client;
  }

  send(op: number, d: unknown): void {
    this.socket.send(JSON.stringify({ op, d }));
  }

  async next(): Promise<Payload> {
    for (;;) {
      const payload = this.#unread.shift();
      if (payload) return payload;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  async closed(): Promise<number> {
    const [code] = (await once(this.socket, 'close')) as [number];
    return code;
  }
}

describe('The gateway of the practice guild', () => {
  let room: Room;
  beforeEach(async () => {
    room = await openRoom();
  });
  afterEach(() => room.close());

  it('turns a bad token away', async () => {
    const client = room.client();
    await assert.rejects(client.login('bad.token.here'), /invalid token/i);
    const raw = await RawClient.open(room);
    raw.send(2, { token: 'bad', intents: 1, properties: {} });
    assert.equal(await raw.closed(), 4004);
  });

  it('shows the bot online while it is connected', async () => {
    assert.equal((await room.state()).bot.online, false);
    await room.login();
    assert.equal((await room.state()).bot.online, true);
  });

  it('replays what a dropped client missed, in order and once', async () => {
    const client = await room.login();
    const resumed = once(client as Client, 'shardResume');
    const heard: string[] = [];
    const last = new Promise<void>((resolve) =>
      client.on('messageCreate', ({ content }: Message) => {
        heard.push(content);
        if (content === 'four') resolve();
      }),
    );
    await room.say('one');
    room.practice.faults.dropGateway();
    await room.say('two');
    await room.say('three');
    await resumed;
    await room.say('four');
    await last;
    assert.deepEqual(heard, ['one', 'two', 'three', 'four']);
  });

  it('answers a session that it no longer knows with op 9', async () => {
    const first = await RawClient.open(room);
    first.send(2, { token: room.practice.token, intents: GatewayIntentBits.Guilds, properties: {} });
    const { session_id } = (await first.next()).d as { session_id: string };
    const closed = first.closed();
    room.practice.faults.dropGateway({ resumable: false });
    assert.equal(await closed, 1006);
    const second = await RawClient.open(room);
    second.send(6, { token: room.practice.token, session_id, seq: 1 });
    const invalid = await second.next();
    assert.deepEqual([invalid.op, invalid.d], [9, false]);
    second.socket.close();
  });

  it('counts up its sequence and acknowledges heartbeats', async () => {
    const raw = await RawClient.open(room);
    raw.send(1, null);
    assert.equal((await raw.next()).op, 11);
    raw.send(2, { token: room.practice.token, intents: GatewayIntentBits.Guilds, properties: {} });
    const [ready, guild] = [await raw.next(), await raw.next()];
    assert.deepEqual([ready.t, ready.s, guild.t, guild.s], ['READY', 1, 'GUILD_CREATE', 2]);
    raw.socket.close();
  });

  it('closes a connection without heartbeats', async () => {
    const raw = await RawClient.open(room);
    const closed = raw.closed();
    room.clock.advance(2 * 41_250);
    assert.equal(await closed, 4009);
  });

  it('closes on what it cannot read', async () => {
    const garbled = await RawClient.open(room);
    garbled.socket.send('no json');
    assert.equal(await garbled.closed(), 4002);
    const odd = await RawClient.open(room);
    odd.send(99, null);
    assert.equal(await odd.closed(), 4001);
  });

  it('hides the text of people from a bot without the message content intent, but not its mentions', async () => {
    const client = await room.login({ intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages] });
    const heard: string[] = [];
    const last = new Promise<void>((resolve) =>
      client.on('messageCreate', ({ content }) => {
        heard.push(content);
        if (heard.length === 2) resolve();
      }),
    );
    await room.say('a secret');
    await room.say(`<@${client.user.id}> hello`);
    await last;
    assert.deepEqual(heard, ['', `<@${client.user.id}> hello`]);
  });
});
