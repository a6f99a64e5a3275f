import {
  type APIApplicationCommandOptionChoice,
  type AutocompleteInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Client,
  DiscordAPIError,
  Events,
  type Interaction,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
  RESTJSONErrorCodes,
} from 'discord.js';
import type { Logger } from 'pino';
import { type Language, languageOf } from '../texts/language.js';
import { say, textsIn } from '../texts/texts.js';
import type { AuditLog } from '../audit/audit-log.js';
import { type Answerable, auditEntry } from './audit-entry.js';
import type { Command, Defer, Form, Lab } from './command.js';
import { parseCustomId } from './custom-id.js';
import type { Gate } from './gate.js';
import { answersIn } from './language-of-answer.js';
import { refuseUnknown } from '../runs/check-option.js';
import { cut } from './limits.js';
import { optionNames, typedOptions } from './options.js';
import { errorText, isExpired, replyBeside, replyError } from './reply-error.js';
import { UserError } from '../user-error.js';

/** Discord may deliver an interaction twice; so many ids are remembered. */
const REMEMBERED = 1000;
const CHOICES = 25;
const CHOICE_LENGTH = 100;

type Service = {
  defer: Defer;
  /** Whose rights are asked; undefined for what is not there any more. */
  command: Command | undefined;
  /** What the log says of it. */
  context: object;
  form?: () => Form | undefined;
  execute?: () => Promise<void>;
};

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
      else if (interaction.isModalSubmit()) await this.#filled(interaction);
      else if (interaction.isMessageContextMenuCommand()) await this.#menu(interaction);
    } catch (error) {
      this.#log.error({ err: error, interaction: interaction.id }, 'an interaction was lost');
    }
  }

  async #command(interaction: ChatInputCommandInteraction): Promise<void> {
    const command = this.#lab.commands.get(interaction.commandName);
    const defer = command?.defer ?? 'ephemeral';
    const lab = this.#labFor(interaction, defer);
    await this.#serve(interaction, {
      ...{ defer, command, context: { command: interaction.commandName } },
      form: () => {
        if (!command?.form) return undefined;
        refuseStrangers(command, interaction);
        return command.form(interaction, this.#labFor(interaction, 'ephemeral'));
      },
      execute: async () => {
        if (!command) throw new Error(`/${interaction.commandName} is registered but not loaded`);
        refuseStrangers(command, interaction);
        await command.execute(interaction, lab);
      },
    });
  }

  async #menu(interaction: MessageContextMenuCommandInteraction): Promise<void> {
    const { commandName: name } = interaction;
    const command = [...this.#lab.commands.values()].find((one) => one.menu?.data.name === name);
    const menu = command?.menu;
    const lab = this.#labFor(interaction, menu?.defer ?? 'ephemeral');
    await this.#serve(interaction, {
      ...{ defer: menu?.defer ?? 'ephemeral', command, context: { menu: name } },
      form: () => menu?.form?.(interaction, this.#labFor(interaction, 'ephemeral')),
      execute: async () => {
        if (!menu) throw new Error(`The menu command ${name} is registered but not loaded`);
        await menu.execute(interaction, lab);
      },
    });
  }

  async #button(interaction: ButtonInteraction): Promise<void> {
    const id = parseCustomId(interaction.customId);
    const { argument } = id;
    const command = this.#lab.commands.get(id.command);
    const button = own(command?.buttons, id.action);
    if (!button) return this.#gone(interaction);
    const ephemeral = this.#labFor(interaction, 'ephemeral');
    const context = { button: interaction.customId };
    if ('form' in button) {
      const form = () => button.form(interaction, argument, ephemeral);
      await this.#serve(interaction, { defer: 'ephemeral', command, context, form });
      return;
    }
    const lab = this.#labFor(interaction, button.defer);
    const execute = () => button.press(interaction, argument, lab);
    await this.#serve(interaction, { defer: button.defer, command, context, execute });
  }

  async #filled(interaction: ModalSubmitInteraction): Promise<void> {
    const id = parseCustomId(interaction.customId);
    const command = this.#lab.commands.get(id.command);
    const filled = own(command?.forms, id.action);
    if (!filled) return this.#gone(interaction);
    // A form that was opened by a command sits on no message: there is none to change.
    const defer =
      filled.defer === 'update' && !interaction.isFromMessage() ? ('ephemeral' as const) : filled.defer;
    const lab = this.#labFor(interaction, defer);
    const execute = () => filled.submit(interaction, id.argument, lab);
    await this.#serve(interaction, { defer, command, context: { form: interaction.customId }, execute });
  }

  /** Of an earlier version, or a command that was taken away. */
  async #gone(interaction: ButtonInteraction | ModalSubmitInteraction): Promise<void> {
    await this.#serve(interaction, {
      ...{ defer: 'ephemeral', command: undefined, context: { id: interaction.customId } },
      execute: () => Promise.reject(new UserError('button.gone', say('buttons.gone'))),
    });
  }

  /**
   * Asks whether that is allowed, shows the form where there is one, else acknowledges and executes; errors are answered
   * and all of it is logged.
   */
  async #serve(interaction: Answerable, { defer, command, context, form, execute }: Service): Promise<void> {
    const about = { ...context, user: interaction.user.id };
    const began = performance.now();
    try {
      // Before it is acknowledged: whoever may not, or not here, is told so alone.
      if (command) this.#gate.check(interaction, command);
      const shown = form?.();
      if (shown) {
        if (!interaction.isModalSubmit()) await this.#acknowledged(() => interaction.showModal(shown));
        return;
      }
    } catch (error) {
      this.#note(interaction, error);
      const { texts } = this.#labFor(interaction, 'ephemeral');
      await replyError(interaction, errorText(error, this.#log, about, texts), this.#log);
      return;
    }
    if (!(await this.#acknowledged(() => deferAs(defer, interaction)))) return;
    answersIn(interaction, this.#labFor(interaction, defer).texts);
    try {
      await execute?.();
      this.#note(interaction);
      this.#log.info({ ...about, ms: Math.round(performance.now() - began) }, 'answered');
    } catch (error) {
      this.#note(interaction, error);
      const { texts } = this.#labFor(interaction, defer === 'update' ? 'ephemeral' : defer);
      const text = errorText(error, this.#log, about, texts);
      // The message that a button sits on stays as it is.
      if (defer === 'update') await replyBeside(interaction, text, this.#log);
      else await replyError(interaction, text, this.#log);
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

  #note(interaction: Answerable, error?: unknown): void {
    void this.#audit.note(auditEntry(interaction, error));
  }

  #labFor({ locale }: Interaction, seenBy: Defer): Lab {
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

function deferAs(defer: Defer, interaction: Answerable): Promise<unknown> {
  if (defer === 'update' && (interaction.isButton() || interaction.isModalSubmit()))
    return interaction.deferUpdate();
  return interaction.deferReply(defer === 'public' ? {} : { flags: MessageFlags.Ephemeral });
}

/** @throws UserError for an option that the command does not have */
function refuseStrangers(command: Command, interaction: ChatInputCommandInteraction): void {
  const known = [...optionNames(command, interaction), ...(command.alsoTakes ?? [])];
  refuseUnknown(Object.keys(typedOptions(interaction)), known);
}

/** Of ids that anybody can send: `constructor` is not one of a record's own. */
const own = <T>(record: Readonly<Record<string, T>> | undefined, name: string): T | undefined =>
  record && Object.hasOwn(record, name) ? record[name] : undefined;
