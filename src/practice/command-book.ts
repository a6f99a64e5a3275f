import { ApplicationCommandType, type APIApplicationCommand } from 'discord.js';
import { discordErrors } from './discord-error.js';
import type { Guild } from './guild.js';
import { commandSchema, commandsSchema, type CommandBody } from './limits/command-schema.js';
import { parseForm } from './limits/form-body.js';

/** Commands of one kind in a guild, or globally; new names a day. */
const COMMANDS = 100;
const CREATES_A_DAY = 200;
const DAY_MS = 24 * 60 * 60_000;

const KINDS = [ApplicationCommandType.ChatInput, ApplicationCommandType.User, ApplicationCommandType.Message];

/** Undefined for the global set, which works in the guild as well. */
type Scope = string | undefined;

/** The registered commands. Names are unique in a scope and kind: creating one again replaces it. */
export class CommandBook {
  readonly #guild: Guild;
  #day = { start: 0, created: 0 };

  constructor(guild: Guild) {
    this.#guild = guild;
  }

  list(scope: Scope): APIApplicationCommand[] {
    return this.all().filter(({ guild_id }) => guild_id === scope);
  }

  all(): APIApplicationCommand[] {
    return this.#guild.state.saved.commands;
  }

  /** @throws DiscordError 10063 */
  get(scope: Scope, id: string): APIApplicationCommand {
    const command = this.list(scope).find((one) => one.id === id);
    if (!command) throw discordErrors.unknownCommand();
    return command;
  }

  /** PUT: this set and no other. @throws DiscordError 50035, 30032, 30034 */
  replaceAll(scope: Scope, body: unknown): APIApplicationCommand[] {
    const bodies = parseForm(commandsSchema, body);
    this.#countCreates(bodies.filter((one) => !this.#named(scope, one)).length);
    const next = bodies.map((one) => this.#build(scope, one, this.#named(scope, one)?.id));
    this.#store([...this.all().filter(({ guild_id }) => guild_id !== scope), ...next], scope);
    return next;
  }

  /** POST: one more, or the one of that name anew; `created` tells which (201 or 200). */
  create(scope: Scope, body: unknown): { command: APIApplicationCommand; created: boolean } {
    const parsed = parseForm(commandSchema, body);
    const before = this.#named(scope, parsed);
    if (!before) this.#countCreates(1);
    const command = this.#build(scope, parsed, before?.id);
    this.#store([...this.all().filter(({ id }) => id !== before?.id), command], scope);
    return { command, created: before === undefined };
  }

  /** PATCH: what is named changes. @throws DiscordError 10063, 50035 */
  edit(scope: Scope, id: string, body: unknown): APIApplicationCommand {
    const before = this.get(scope, id);
    const change = typeof body === 'object' && body !== null ? body : {};
    const command = this.#build(scope, parseForm(commandSchema, { ...before, ...change }), id);
    this.#store(
      this.all().map((one) => (one.id === id ? command : one)),
      scope,
    );
    return command;
  }

  /** @throws DiscordError 10063 */
  delete(scope: Scope, id: string): void {
    const gone = this.get(scope, id);
    this.#store(
      this.all().filter((one) => one !== gone),
      scope,
    );
  }

  #named(scope: Scope, { name, type }: CommandBody): APIApplicationCommand | undefined {
    return this.list(scope).find((one) => one.name === name && one.type === type);
  }

  #build(scope: Scope, body: CommandBody, id = this.#guild.nextId()): APIApplicationCommand {
    // The schema holds Discord's own rules, so what passed it has the shape of its type.
    return {
      default_member_permissions: null,
      nsfw: false,
      ...body,
      id,
      application_id: this.#guild.applicationId,
      version: this.#guild.nextId(),
      description: body.description ?? '',
      ...(scope === undefined ? {} : { guild_id: scope }),
    } as APIApplicationCommand;
  }

  #store(commands: APIApplicationCommand[], scope: Scope): void {
    for (const kind of KINDS)
      if (commands.filter(({ type, guild_id }) => type === kind && guild_id === scope).length > COMMANDS)
        throw discordErrors.tooManyCommands();
    this.#guild.state.saved.commands = commands;
    this.#guild.state.touch();
    this.#guild.hub.tellPages({ type: 'commands', commands });
  }

  #countCreates(count: number): void {
    const now = this.#guild.clock.now();
    if (now - this.#day.start >= DAY_MS) this.#day = { start: now, created: 0 };
    if (this.#day.created + count > CREATES_A_DAY)
      throw discordErrors.tooManyCommandCreates((this.#day.start + DAY_MS - now) / 1000);
    this.#day.created += count;
  }
}
