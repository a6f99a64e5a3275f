import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, GatewayIntentBits, type ClientOptions, type Interaction } from 'discord.js';
import { pino } from 'pino';
import type { PracticeOptions } from '../../src/practice/practice-options.js';
import type { PracticeEvent, PracticeInteraction, PracticeState } from '../../src/practice/protocol.js';
import { startPractice, type Practice } from '../../src/practice/start-practice.js';
import { createFakeClock, type FakeClock } from './fake-clock.js';

const INTENTS = [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.MessageContent];

/** An open practice guild with what a test does there; `close` leaves nothing behind. */
export class Room {
  readonly clients: Client[] = [];
  readonly pages: PageEvents[] = [];

  constructor(
    readonly home: string,
    public practice: Practice,
    readonly clock: FakeClock,
  ) {}

  /** Logs the unmodified client in and waits until the guild is there. */
  async login({
    token = this.practice.token,
    intents = INTENTS,
  }: { token?: string; intents?: number[] } = {}) {
    const client = this.client({ intents });
    const ready = new Promise<void>((resolve) => client.once('clientReady', () => resolve()));
    await client.login(token);
    await ready;
    return client as Client<true>;
  }

  client(options: Partial<ClientOptions> = {}): Client {
    const client = new Client({
      intents: INTENTS,
      ...options,
      rest: { api: this.practice.discordApiUrl, ...options.rest },
    });
    this.clients.push(client);
    return client;
  }

  /** A request to Discord's API by hand, with the bot's token. */
  async rest(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; headers: Headers; body: DiscordBody }> {
    const response = await fetch(`${this.practice.discordApiUrl}/v10${path}`, {
      method,
      headers: { authorization: `Bot ${this.practice.token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const parsed = (text === '' ? {} : JSON.parse(text)) as DiscordBody;
    return { status: response.status, headers: response.headers, body: parsed };
  }

  async state(): Promise<PracticeState> {
    return (await (await fetch(`${this.practice.url}/practice/state`)).json()) as PracticeState;
  }

  async post(
    path: string,
    body: unknown,
  ): Promise<{ status: number; body: { id?: string; message?: string } }> {
    const response = await fetch(`${this.practice.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as { id?: string; message?: string } };
  }

  interact(done: PracticeInteraction) {
    return this.post('/practice/interactions', done);
  }

  /** A typed slash command in the channel. */
  slash(name: string, options: Record<string, string | number | boolean> = {}, nonce = 'n1') {
    return this.interact({
      kind: 'command',
      nonce,
      channel_id: this.practice.channelId,
      name,
      options: Object.entries(options).map(([key, value]) => ({ name: key, value })),
    });
  }

  say(content: string) {
    return this.post('/practice/messages', { channel_id: this.practice.channelId, content });
  }

  async events(): Promise<PageEvents> {
    const page = await PageEvents.open(this.practice.url);
    this.pages.push(page);
    return page;
  }

  async restart(options: Partial<PracticeOptions> = {}): Promise<void> {
    await this.#leave();
    await this.practice.close();
    await this.reopen(options);
  }

  /** Opens the guild that a test has closed. */
  async reopen(options: Partial<PracticeOptions> = {}): Promise<void> {
    this.practice = await startPractice({ ...practiceOptions(this.home, this.clock), ...options });
  }

  async close(): Promise<void> {
    await this.#leave();
    await this.practice.close();
    await rm(this.home, { recursive: true, force: true });
  }

  async #leave(): Promise<void> {
    for (const client of this.clients.splice(0)) await client.destroy();
    for (const page of this.pages.splice(0)) page.close();
  }
}

/** An answer of Discord's, as far as tests look into it. */
export type DiscordBody = {
  id: string;
  code?: number;
  message?: string;
  errors?: Record<string, unknown>;
  retry_after?: number;
  flags?: number;
  content?: string;
};

function practiceOptions(home: string, clock: FakeClock): PracticeOptions {
  return { home, port: 0, log: pino({ level: 'silent' }), clock };
}

export async function openRoom(options: Partial<PracticeOptions> = {}): Promise<Room> {
  const home = await mkdtemp(join(tmpdir(), 'labmate-practice-'));
  const clock = createFakeClock();
  const practice = await startPractice({ ...practiceOptions(home, clock), ...options });
  return new Room(home, practice, clock);
}

/** The next interaction that a client gets. */
export function nextInteraction(client: Client): Promise<Interaction> {
  return new Promise((resolve) => client.once('interactionCreate', resolve));
}

/** The page's stream of events, all of them kept in order. */
export class PageEvents {
  readonly seen: PracticeEvent[] = [];
  readonly #abort = new AbortController();
  #waiting: (() => void)[] = [];

  static async open(url: string): Promise<PageEvents> {
    const page = new PageEvents();
    const response = await fetch(`${url}/practice/events`, { signal: page.#abort.signal });
    if (!response.body) throw new Error('The event stream has no body');
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    // The greeting comes once the page is subscribed.
    await reader.read();
    void page.#read(reader);
    return page;
  }

  /** The first event, seen already or yet to come, that fits. */
  async find<Kind extends PracticeEvent['type']>(
    type: Kind,
    fits: (event: Extract<PracticeEvent, { type: Kind }>) => boolean = () => true,
  ): Promise<Extract<PracticeEvent, { type: Kind }>> {
    for (;;) {
      for (const event of this.seen) {
        const typed = event as Extract<PracticeEvent, { type: Kind }>;
        if (event.type === type && fits(typed)) return typed;
      }
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  close(): void {
    this.#abort.abort();
  }

  async #read(reader: ReadableStreamDefaultReader<string>): Promise<void> {
    let rest = '';
    try {
      for (;;) {
        const { value, done } = await reader.read();
        if (done) return;
        const blocks = (rest + value).split('\n\n');
        rest = blocks.pop() ?? '';
        for (const block of blocks)
          if (block.startsWith('data: ')) this.seen.push(JSON.parse(block.slice(6)) as PracticeEvent);
        for (const wake of this.#waiting.splice(0)) wake();
      }
    } catch {
      // Closed by the test.
    }
  }
}
