import {
  type APIApplicationCommandOptionChoice,
  type AutocompleteInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Client,
  DiscordAPIError,
  Events,
  type Interaction,
  MessageFlags,
  RESTJSONErrorCodes,
} from 'discord.js';
import type { Logger } from 'pino';
import { type Language, languageOf } from '../texts/language.js';
import { textsIn } from '../texts/texts.js';
import type { AuditLog } from '../audit/audit-log.js';
import { auditEntry } from './audit-entry.js';
import type { Command, Lab } from './command.js';
import type { Gate } from './gate.js';
import { refuseUnknown } from '../runs/check-option.js';
import { cut } from './limits.js';
import { optionNames, typedOptions } from './options.js';
import { errorText, isExpired, replyError } from './reply-error.js';

/** Discord may deliver an interaction twice; so many ids are remembered. */
const REMEMBERED = 1000;
const CHOICES = 25;
const CHOICE_LENGTH = 100;

type Asked = ButtonInteraction | ChatInputCommandInteraction;

/**
 * Between Discord and the commands: acknowledges, finds the command, answers errors and logs, once for all of them.
 */
export class Dispatcher {
  readonly #lab: Omit<Lab, 'texts'>;
  readonly #guildId: string;
  readonly #language: () => Language;
  readonly #log: Logger;
  readonly #gate: Gate;
  readonly #audit: Pick<AuditLog, 'note'>;
  readonly #seen = new Set<string>();

  constructor({
    lab,
    guildId,
    language,
    gate,
    audit,
    log,
  }: {
    lab: Omit<Lab, 'texts'>;
    guildId: string;
    /** The server's: for what everybody reads. */
    language: () => Language;
    gate: Gate;
    audit: Pick<AuditLog, 'note'>;
    log: Logger;
  }) {
    this.#lab = lab;
    this.#guildId = guildId;
    this.#language = language;
    this.#gate = gate;
    this.#audit = audit;
    this.#log = log;
  }

  listen(client: Client): void {
    client.on(Events.InteractionCreate, (interaction) => void this.handle(interaction));
  }

  /** Never rejects. */
  async handle(interaction: Interaction): Promise<void> {
    if (this.#isRepeated(interaction.id)) return;
    if (interaction.guildId !== this.#guildId) return;
    try {
      if (interaction.isChatInputCommand()) await this.#command(interaction);
      else if (interaction.isAutocomplete()) await this.#autocomplete(interaction);
      else if (interaction.isButton()) await this.#button(interaction);
    } catch (error) {
      this.#log.error({ err: error, interaction: interaction.id }, 'an interaction was lost');
    }
  }

  async #command(interaction: ChatInputCommandInteraction): Promise<void> {
    const command = this.#lab.commands.get(interaction.commandName);
    if (command && (await this.#refused(interaction, command))) return;
    const flags = command?.defer === 'public' ? undefined : MessageFlags.Ephemeral;
    if (!(await this.#acknowledged(() => interaction.deferReply(flags ? { flags } : {})))) return;
    const context = { command: interaction.commandName, user: interaction.user.id };
    const began = performance.now();
    try {
      if (!command) throw new Error(`/${interaction.commandName} is registered but not loaded`);
      const known = [...optionNames(command, interaction), ...(command.alsoTakes ?? [])];
      refuseUnknown(Object.keys(typedOptions(interaction)), known);
      await command.execute(interaction, this.#labFor(interaction, command.defer));
      this.#note(interaction);
      this.#log.info({ ...context, ms: Math.round(performance.now() - began) }, 'command answered');
    } catch (error) {
      this.#note(interaction, error);
      await this.#answerError(interaction, error, context);
    }
  }

  async #button(interaction: ButtonInteraction): Promise<void> {
    const [name = '', argument = ''] = interaction.customId.split(':', 2);
    const command: Command | undefined = this.#lab.commands.get(name);
    if (!command?.button) return;
    if (await this.#refused(interaction, command)) return;
    const defer = () => interaction.deferReply({ flags: MessageFlags.Ephemeral });
    if (!(await this.#acknowledged(defer))) return;
    try {
      await command.button(interaction, argument, this.#labFor(interaction, 'ephemeral'));
      this.#note(interaction);
    } catch (error) {
      this.#note(interaction, error);
      await this.#answerError(interaction, error, { button: interaction.customId });
    }
  }

  async #autocomplete(interaction: AutocompleteInteraction): Promise<void> {
    const command = this.#lab.commands.get(interaction.commandName);
    const allowed = command && this.#gate.allows(interaction, command) ? command : undefined;
    const choices =
      (await allowed?.autocomplete?.(interaction, this.#labFor(interaction, 'ephemeral'))) ?? [];
    const fitted: APIApplicationCommandOptionChoice[] = choices
      .filter(({ value }) => String(value).length <= CHOICE_LENGTH)
      .slice(0, CHOICES)
      .map((choice) => ({ ...choice, name: cut(choice.name, CHOICE_LENGTH) }));
    // Too late or superseded by the next key: nobody waits for it.
    await interaction.respond(fitted).catch((error: unknown) => {
      if (!isExpired(error)) throw error;
    });
  }

  /** Before it is acknowledged: whoever may not, or not here, is told so alone. */
  async #refused(interaction: Asked, command: Command): Promise<boolean> {
    try {
      this.#gate.check(interaction, command);
      return false;
    } catch (error) {
      this.#note(interaction, error);
      await this.#answerError(interaction, error, { user: interaction.user.id });
      return true;
    }
  }

  #answerError(interaction: Asked, error: unknown, context: object): Promise<void> {
    // Not yet acknowledged, or to one person: in that person's language.
    const alone = !interaction.deferred || interaction.ephemeral === true;
    const { texts } = this.#labFor(interaction, alone ? 'ephemeral' : 'public');
    return replyError(interaction, errorText(error, this.#log, context, texts), this.#log);
  }

  #note(interaction: Asked, error?: unknown): void {
    void this.#audit.note(auditEntry(interaction, error));
  }

  #labFor({ locale }: Interaction, seenBy: Command['defer']): Lab {
    const language = seenBy === 'ephemeral' ? languageOf(locale) : this.#language();
    return { ...this.#lab, texts: textsIn(language) };
  }

  /** False where Discord no longer waits (too late) or has an answer already: nothing may happen then. */
  async #acknowledged(defer: () => Promise<unknown>): Promise<boolean> {
    try {
      await defer();
      return true;
    } catch (error) {
      const answered =
        error instanceof DiscordAPIError &&
        error.code === RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged;
      if (!answered && !isExpired(error)) throw error;
      this.#log.warn({ err: error }, 'an interaction came too late or twice; nothing was done');
      return false;
    }
  }

  #isRepeated(id: string): boolean {
    if (this.#seen.has(id)) return true;
    this.#seen.add(id);
    for (const oldest of this.#seen) {
      if (this.#seen.size <= REMEMBERED) break;
      this.#seen.delete(oldest);
    }
    return false;
  }
}
