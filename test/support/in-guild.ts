import { after, before } from 'node:test';
import type { Client } from 'discord.js';
import pino from 'pino';
import { connect, linkBase } from '../../src/chat/connect.js';
import { type Practice, startPractice } from '../../src/practice/start-practice.js';
import { BotProcess, settingsFor } from './bot-process.js';
import { PracticePage } from './practice-page.js';
import { temporaryFolder } from './temporary-folder.js';

const log = pino({ level: 'silent' });

/** A practice guild of its own, and a person at its page. `page` is there from the start, and can be used once it is open. */
class GuildRoom {
  readonly page = new PracticePage();
  #practice: Practice | undefined;

  get practice(): Practice {
    return opened(this.#practice);
  }

  protected async openGuild(allowsContent = true): Promise<Practice> {
    this.#practice = await startPractice({ home: temporaryFolder(), port: 0, log, allowsContent });
    return this.#practice;
  }

  /** Also of what is open by half. */
  async close(): Promise<void> {
    this.page.close();
    await this.#practice?.close();
  }
}

/** With the real bot, in a process of its own. */
export class BotRoom extends GuildRoom {
  readonly home: string;
  #bot: BotProcess | undefined;

  constructor(home = temporaryFolder()) {
    super();
    this.home = home;
  }

  get bot(): BotProcess {
    return opened(this.#bot);
  }

  async open({ allowsContent = true }: { allowsContent?: boolean } = {}): Promise<void> {
    const practice = await this.openGuild(allowsContent);
    await this.start();
    await this.page.enter(practice.url);
  }

  /** A bot on the same home. */
  async start(): Promise<void> {
    this.#bot = await BotProcess.start(settingsFor(this.practice, this.home));
  }

  async restart(signal?: NodeJS.Signals): Promise<void> {
    await this.bot.stop(signal);
    await this.start();
  }

  override async close(): Promise<void> {
    await this.#bot?.stop();
    await super.close();
  }
}

/** With discord.js's real client. */
export class ClientRoom extends GuildRoom {
  #client: Client<true> | undefined;

  get client(): Client<true> {
    return opened(this.#client);
  }

  /** As what posts wants it. */
  get where(): { client: Client<true>; guildId: string; channelId: string; linkBase: string } {
    const { guildId, channelId, discordApiUrl } = this.practice;
    return { client: this.client, guildId, channelId, linkBase: linkBase(discordApiUrl) };
  }

  async open(): Promise<void> {
    const practice = await this.openGuild();
    const place = { ...practice, apiUrl: practice.discordApiUrl };
    this.#client = await connect(place, [], { log, say: () => undefined });
    await this.page.enter(practice.url);
  }

  override async close(): Promise<void> {
    await this.#client?.destroy();
    await super.close();
  }
}

/** For a `describe`: the room is opened before its tests and closed after them. */
export function botInGuild(): BotRoom {
  const room = new BotRoom();
  before(() => room.open());
  after(() => room.close());
  return room;
}

/** For a `describe`, likewise. */
export function clientInGuild(): ClientRoom {
  const room = new ClientRoom();
  before(() => room.open());
  after(() => room.close());
  return room;
}

function opened<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('The room is not open yet: only hooks and tests can use it');
  return part;
}
