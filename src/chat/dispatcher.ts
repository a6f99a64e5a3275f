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
import type { Command, Lab } from './command.js';
import { refuseUnknown } from '../runs/check-option.js';
import { cut } from './limits.js';
import { optionNames, typedOptions } from './options.js';
import { errorText, isExpired, replyError } from './reply-error.js';

/** Discord may deliver an interaction twice; so many ids are remembered. */
const REMEMBERED = 1000;
const CHOICES = 25;
const CHOICE_LENGTH = 100;

/**
 * Between Discord and the commands: acknowledges, finds the command, answers errors and logs, once for all of them.
 */
export class Dispatcher {
  readonly #lab: Omit<Lab, 'texts'>;
  readonly #guildId: string;
  readonly #language: () => Language;
  readonly #log: Logger;
  readonly #seen = new Set<string>();

  constructor({
    lab,
    guildId,
    language,
    log,
  }: {
    lab: Omit<Lab, 'texts'>;
    guildId: string;
    /** The server's: for what everybody reads. */
    language: () => Language;
    log: Logger;
  }) {
    this.#lab = lab;
    this.#guildId = guildId;
    this.#language = language;
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
    const flags = command?.defer === 'public' ? undefined : MessageFlags.Ephemeral;
    if (!(await this.#acknowledged(() => interaction.deferReply(flags ? { flags } : {})))) return;
    const context = { command: interaction.commandName, user: interaction.user.id };
    const began = performance.now();
    const lab = this.#labFor(interaction, command?.defer ?? 'ephemeral');
    try {
      if (!command) throw new Error(`/${interaction.commandName} is registered but not loaded`);
      const known = [...optionNames(command, interaction), ...(command.alsoTakes ?? [])];
      refuseUnknown(Object.keys(typedOptions(interaction)), known);
      await command.execute(interaction, lab);
      this.#log.info({ ...context, ms: Math.round(performance.now() - began) }, 'command answered');
    } catch (error) {
      await replyError(interaction, errorText(error, this.#log, context, lab.texts), this.#log);
    }
  }

  async #button(interaction: ButtonInteraction): Promise<void> {
    const [name = '', argument = ''] = interaction.customId.split(':', 2);
    const command: Command | undefined = this.#lab.commands.get(name);
    if (!command?.button) return;
    const defer = () => interaction.deferReply({ flags: MessageFlags.Ephemeral });
    if (!(await this.#acknowledged(defer))) return;
    const lab = this.#labFor(interaction, 'ephemeral');
    try {
      await command.button(interaction, argument, lab);
    } catch (error) {
      const text = errorText(error, this.#log, { button: interaction.customId }, lab.texts);
      await replyError(interaction, text, this.#log);
    }
  }

  async #autocomplete(interaction: AutocompleteInteraction): Promise<void> {
    const command = this.#lab.commands.get(interaction.commandName);
    const choices =
      (await command?.autocomplete?.(interaction, this.#labFor(interaction, 'ephemeral'))) ?? [];
    const fitted: APIApplicationCommandOptionChoice[] = choices
      .filter(({ value }) => String(value).length <= CHOICE_LENGTH)
      .slice(0, CHOICES)
      .map((choice) => ({ ...choice, name: cut(choice.name, CHOICE_LENGTH) }));
    // Too late or superseded by the next key: nobody waits for it.
    await interaction.respond(fitted).catch((error: unknown) => {
      if (!isExpired(error)) throw error;
    });
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
