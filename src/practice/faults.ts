import { DiscordError, discordErrors } from './discord-error.js';
import type { CommandBook } from './command-book.js';
import type { Gateway } from './gateway.js';
import type { Guild } from './guild.js';

/** An answer that the next request of a route gets instead of the real one. */
export type Fault = {
  /** Part of the path below /api/v10, or a pattern for it, such as `/callback`. */
  route: string | RegExp;
  method?: string;
  status: number;
  /** Discord's JSON code and text. */
  code?: number;
  message?: string;
  /** Seconds, for 429. */
  retryAfter?: number;
  /** How many requests it meets; 1 where not given. */
  times?: number;
};

/** `done` resolves when the request was done. */
export type KeptAnswer = { done: Promise<void>; release: () => void };

const isFor = (
  { route, method: only }: Pick<Fault, 'route' | 'method'>,
  method: string,
  path: string,
): boolean =>
  (only ?? method).toUpperCase() === method &&
  (typeof route === 'string' ? path.includes(route) : route.test(path));

/** What a bot may only reach as a member; an interaction's own token is another matter. */
const IN_GUILD = /^\/(channels|guilds)\/|\/guilds\//;

/** Things that go wrong at Discord, on order: for tests of how a bot copes. */
export class Faults {
  #queue: (Fault & { left: number })[] = [];
  #kept: (Pick<Fault, 'route' | 'method'> & { meet: () => void; released: Promise<void> })[] = [];
  readonly #gateway: Gateway;
  readonly #guild: Guild;
  readonly #commands: CommandBook;

  constructor({ gateway, guild, commands }: { gateway: Gateway; guild: Guild; commands: CommandBook }) {
    this.#gateway = gateway;
    this.#guild = guild;
    this.#commands = commands;
  }

  /** The next request of that route fails so. A late first answer is 404 with code 10062; a dead token 401, 50027. */
  next(fault: Fault): void {
    this.#queue.push({ ...fault, left: fault.times ?? 1 });
  }

  /** Discord does what the next request of that route asks, and its answer is kept back until `release`. */
  keepAnswer({ route, method }: Pick<Fault, 'route' | 'method'>): KeptAnswer {
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    let meet = (): void => undefined;
    const done = new Promise<void>((resolve) => (meet = resolve));
    this.#kept.push({ route, ...(method === undefined ? {} : { method }), meet, released });
    return { done, release };
  }

  /** Drops the bot's gateway connection; see Gateway.drop. */
  dropGateway(options: { resumable?: boolean } = {}): void {
    this.#gateway.drop(options);
  }

  /** Discord delivers the next interaction twice. */
  deliverTwice(): void {
    this.#guild.deliversTwice = true;
  }

  /** Somebody removes the bot from the guild; its commands there go with it. */
  removeBot(): void {
    const guild = this.#guild;
    this.#commands.replaceAll(guild.id, []);
    guild.hub.dispatch('GUILD_DELETE', { id: guild.id });
    guild.botRemoved = true;
  }

  /** Somebody invites it again. */
  inviteBot(): void {
    const guild = this.#guild;
    guild.botRemoved = false;
    guild.hub.dispatch('GUILD_CREATE', guild.guildCreate());
  }

  /** Resolves when the answer to this request, which was done, may go. */
  async afterwards(method: string, path: string): Promise<void> {
    const kept = this.#kept.find((one) => isFor(one, method, path));
    if (!kept) return;
    this.#kept = this.#kept.filter((one) => one !== kept);
    kept.meet();
    await kept.released;
  }

  /** @throws DiscordError where a fault was ordered for this request. */
  meet(method: string, path: string): void {
    if (this.#guild.botRemoved && IN_GUILD.test(path)) throw discordErrors.missingAccess();
    const fault = this.#queue.find((one) => isFor(one, method, path));
    if (!fault) return;
    fault.left -= 1;
    this.#queue = this.#queue.filter(({ left }) => left > 0);
    const { status, code = 0, message = `${status}: ordered fault`, retryAfter } = fault;
    throw new DiscordError(status, code, message, retryAfter === undefined ? {} : { retryAfter });
  }
}
