import type {
  APIApplicationCommand,
  APIMessage,
  APIModalInteractionResponseCallbackData,
  APIComponentInMessageActionRow,
} from 'discord.js';
import { ApplicationCommandType, ComponentType, InteractionType } from 'discord.js';
import type { CommandBook } from './command-book.js';
import { toSentOptions } from './command-options.js';
import { DiscordError } from './discord-error.js';
import type { Guild } from './guild.js';
import type { InteractionBook } from './interaction-book.js';
import type { MessageBook } from './message-book.js';
import { checkModalFields } from './modal-fields.js';
import { PageError } from './page-error.js';
import type { PracticeInteraction } from './protocol.js';

type Parts = { guild: Guild; commands: CommandBook; messages: MessageBook; interactions: InteractionBook };
type Of<Kind extends PracticeInteraction['kind']> = Extract<PracticeInteraction, { kind: Kind }>;

/**
 * What the person does at the page, as the interaction that Discord's client would send. Returns its id.
 * @throws PageError with a sentence for the person
 */
export function beginInteraction(parts: Parts, done: PracticeInteraction): string {
  const { guild } = parts;
  if (!guild.botOnline)
    throw new PageError(503, `${guild.bot.name} is offline: start it with npm start, then try again`);
  guild.channelOf(done.channel_id);
  switch (done.kind) {
    case 'command':
    case 'autocomplete':
      return beginCommand(parts, done);
    case 'component':
      return beginComponent(parts, done);
    case 'modal':
      return beginModal(parts, done);
  }
}

function beginCommand(parts: Parts, done: Of<'command' | 'autocomplete'>): string {
  if (done.kind === 'command' && done.target_id !== undefined)
    return beginContextMenu(parts, done, done.target_id);
  const { guild, commands, interactions } = parts;
  const command = findCommand(commands, done.name);
  const partial = done.kind === 'autocomplete';
  const { options, resolved } = toSentOptions(guild, {
    command,
    subcommand: done.subcommand,
    options: done.options,
    partial,
  });
  const { id, name, type, guild_id } = command;
  return interactions.begin({
    type: partial ? InteractionType.ApplicationCommandAutocomplete : InteractionType.ApplicationCommand,
    channelId: done.channel_id,
    nonce: done.nonce,
    as: done.as,
    locale: done.locale,
    name: [name, done.subcommand].filter(Boolean).join(' '),
    source: undefined,
    data: { id, name, type, options, resolved, ...(guild_id !== undefined && { guild_id }) },
  });
}

/** A command of a message's or a member's menu, on that message or member. */
function beginContextMenu(
  { guild, commands, messages, interactions }: Parts,
  done: Of<'command'>,
  targetId: string,
): string {
  const command = commands
    .all()
    .find((one) => one.type !== ApplicationCommandType.ChatInput && one.name === done.name);
  if (!command) throw new PageError(404, `There is no menu command ${done.name}`);
  const resolved =
    command.type === ApplicationCommandType.Message
      ? { messages: { [targetId]: findMessage(messages, done.channel_id, targetId) } }
      : resolveMember(guild, targetId);
  const { id, name, type, guild_id } = command;
  return interactions.begin({
    type: InteractionType.ApplicationCommand,
    channelId: done.channel_id,
    nonce: done.nonce,
    as: done.as,
    locale: done.locale,
    name,
    source: undefined,
    data: { id, name, type, target_id: targetId, resolved, ...(guild_id !== undefined && { guild_id }) },
  });
}

function resolveMember(guild: Guild, id: string) {
  const member = guild.members.find((one) => one.id === id);
  if (!member) throw new PageError(404, 'That member is not in the guild');
  const partial = { ...guild.partialMember(), permissions: '0' };
  return { users: { [id]: guild.user(member) }, members: { [id]: partial } };
}

/** A slash command by name, the guild's before a global one. */
function findCommand(commands: CommandBook, name: string): APIApplicationCommand {
  const named = commands
    .all()
    .filter((one) => one.type === ApplicationCommandType.ChatInput && one.name === name);
  const command = named.find(({ guild_id }) => guild_id !== undefined) ?? named[0];
  if (command) return command;
  const names = commands.all().map((one) => `/${one.name}`);
  const known = names.length > 0 ? `there are ${names.join(', ')}` : 'none is registered yet';
  throw new PageError(404, `There is no command /${name}: ${known}`);
}

function beginComponent(parts: Parts, done: Of<'component'>): string {
  const message = findMessage(parts.messages, done.channel_id, done.message_id);
  const component = componentsOf(message).find(
    (one) => 'custom_id' in one && one.custom_id === done.custom_id,
  );
  if (!component) throw new PageError(404, 'That button or menu is no longer on the message');
  if ('disabled' in component && component.disabled)
    throw new PageError(400, 'That button or menu is switched off');
  const isSelect = component.type !== ComponentType.Button;
  const values = isSelect ? checkValues(component, done.values ?? []) : undefined;
  return parts.interactions.begin({
    type: InteractionType.MessageComponent,
    channelId: done.channel_id,
    nonce: done.nonce,
    as: done.as,
    locale: done.locale,
    name: '',
    source: { channelId: message.channel_id, id: message.id },
    data: { custom_id: done.custom_id, component_type: component.type, ...(values && { values }) },
    extra: { message },
  });
}

/** Values of a menu of texts must be its own, as many as it asks for. */
function checkValues(component: APIComponentInMessageActionRow, values: string[]): string[] {
  if (component.type === ComponentType.StringSelect) {
    const known = new Set(component.options.map(({ value }) => value));
    const stranger = values.find((value) => !known.has(value));
    if (stranger !== undefined) throw new PageError(400, `The menu has no entry ${stranger}`);
  }
  const { min_values: min = 1, max_values: max = 1 } = component as {
    min_values?: number;
    max_values?: number;
  };
  if (values.length < min || values.length > max)
    throw new PageError(400, `The menu takes ${min === max ? min : `${min} to ${max}`}: choose again`);
  return values;
}

function beginModal({ guild, interactions, messages }: Parts, done: Of<'modal'>): string {
  const open = interactions.modals.get(done.custom_id);
  if (!open) throw new PageError(404, 'That form is no longer open: open it again');
  const values = checkModalFields(open.modal, done.fields);
  interactions.modals.delete(done.custom_id);
  const message =
    open.source && messages.listForPage(open.source.channelId).find(({ id }) => id === open.source?.id);
  guild.log.debug({ modal: done.custom_id }, 'Form sent');
  return interactions.begin({
    type: InteractionType.ModalSubmit,
    channelId: done.channel_id,
    nonce: done.nonce,
    as: done.as,
    locale: done.locale,
    name: open.name,
    source: message ? open.source : undefined,
    data: { custom_id: done.custom_id, components: submitted(open.modal, values) },
    extra: message ? { message } : {},
  });
}

/** The modal's layout with what was typed, without labels, as Discord sends it back. */
function submitted(modal: APIModalInteractionResponseCallbackData, values: Map<string, string>): object[] {
  const filled = (input: { type: number; custom_id: string }): object => {
    const value = values.get(input.custom_id) ?? '';
    const isSelect = input.type === (ComponentType.StringSelect as number);
    const answer = isSelect ? { values: value === '' ? [] : [value] } : { value };
    return { type: input.type, custom_id: input.custom_id, ...answer };
  };
  return modal.components.map((row, index) => {
    const id = index + 1;
    if ('components' in row)
      return { type: row.type, id, components: row.components.map((input) => filled(input)) };
    if ('component' in row) return { type: row.type, id, component: filled(row.component) };
    return { type: row.type, id };
  });
}

function findMessage(messages: MessageBook, channelId: string, id: string): APIMessage {
  try {
    return messages.get(channelId, id);
  } catch (error) {
    if (error instanceof DiscordError) throw new PageError(404, 'That message is no longer there');
    throw error;
  }
}

// Rows are all that the message schema lets in, and they hold nothing else.
const componentsOf = (message: APIMessage): APIComponentInMessageActionRow[] =>
  (message.components ?? []).flatMap((row) => (row.type === ComponentType.ActionRow ? row.components : []));
