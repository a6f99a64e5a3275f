import type {
  APIApplicationCommand,
  APIApplicationCommandOption,
  APIApplicationCommandOptionChoice,
  APIInteractionDataResolved,
} from 'discord.js';
import { ApplicationCommandOptionType as Type } from 'discord.js';
import { isThread, type Guild } from './guild.js';
import { PageError } from './page-error.js';
import type { PracticeOption } from './protocol.js';

type SentOption = {
  name: string;
  type: Type;
  value?: string | number | boolean;
  focused?: boolean;
  options?: SentOption[];
};

export type SentOptions = { options: SentOption[]; resolved: APIInteractionDataResolved };

type Typed = {
  command: APIApplicationCommand;
  /** Name of a subcommand, or a group's and the subcommand's with a space between. */
  subcommand: string | undefined;
  options: PracticeOption[];
  /** Autocomplete is asked while required options are still to come. */
  partial: boolean;
};

/**
 * The page's typed options as Discord's client sends them: typed by the registered command, nested below their
 * subcommand. What does not fit, or is not registered, goes on as a string: the bot must check.
 * @throws PageError where Discord's client would not let the person send: no such subcommand, a required option missing
 */
export function toSentOptions(guild: Guild, { command, subcommand, options, partial }: Typed): SentOptions {
  const path = subcommand?.split(' ').filter(Boolean) ?? [];
  const levels: APIApplicationCommandOption[] = [];
  let registered = command.options ?? [];
  for (const name of path) {
    const level = registered.find((one) => one.name === name && isNested(one));
    if (!level) throw new PageError(400, unknownSubcommand(command.name, path, registered));
    levels.push(level);
    registered = 'options' in level ? (level.options ?? []) : [];
  }
  if (registered.some(isNested)) throw new PageError(400, unknownSubcommand(command.name, path, registered));
  const title = ['/' + command.name, ...path].join(' ');
  const missing = registered.find(
    (one) => one.required && !options.some(({ name, value }) => name === one.name && value !== ''),
  );
  if (missing && !partial)
    throw new PageError(
      400,
      `${title} needs the option ${missing.name} (${missing.description}): add ${missing.name}:…`,
    );

  const resolved: APIInteractionDataResolved = {};
  let sent = options.map((option) =>
    send(
      guild,
      option,
      registered.find(({ name }) => name === option.name),
      resolved,
    ),
  );
  for (const level of levels.reverse()) sent = [{ name: level.name, type: level.type, options: sent }];
  return { options: sent, resolved };
}

const isNested = ({ type }: APIApplicationCommandOption): boolean =>
  type === Type.Subcommand || type === Type.SubcommandGroup;

function unknownSubcommand(name: string, path: string[], known: APIApplicationCommandOption[]): string {
  const names = known.filter(isNested).map((one) => one.name);
  const typed = ['/' + name, ...path].join(' ');
  if (names.length === 0) return `${typed} is no command: /${name} has no subcommands`;
  return `${typed} is not a whole command: say which of ${names.join(', ')}`;
}

function send(
  guild: Guild,
  { name, value, focused }: PracticeOption,
  registered: APIApplicationCommandOption | undefined,
  resolved: APIInteractionDataResolved,
): SentOption {
  // What is still being typed goes on as it stands, whatever its type.
  if (focused) return { name, type: registered?.type ?? Type.String, value: String(value), focused };
  const choices = (registered && 'choices' in registered && registered.choices) || [];
  const chosen = (choices as APIApplicationCommandOptionChoice[]).find((choice) => choice.name === value);
  const picked = choices.some((choice) => choice.value === value) ? value : (chosen?.value ?? value);
  const fitted = registered && fit(guild, registered.type, picked, resolved);
  return fitted === undefined
    ? { name, type: Type.String, value: String(value) }
    : { name, type: registered?.type ?? Type.String, value: fitted };
}

/** The value in the option's type, or undefined where it does not fit. */
function fit(
  guild: Guild,
  type: Type,
  value: string | number | boolean,
  resolved: APIInteractionDataResolved,
): string | number | boolean | undefined {
  const text = String(value).trim();
  switch (type) {
    case Type.String:
      return String(value);
    case Type.Integer:
    case Type.Number: {
      const number = text === '' || typeof value === 'boolean' ? NaN : Number(text);
      const fits = type === Type.Integer ? Number.isSafeInteger(number) : Number.isFinite(number);
      return fits ? number : undefined;
    }
    case Type.Boolean:
      return text === 'true' ? true : text === 'false' ? false : undefined;
    case Type.User:
    case Type.Mentionable: {
      const id = /^<@!?(\d+)>$/.exec(text)?.[1] ?? text;
      const wanted = text.replace(/^@/, '').toLowerCase();
      const member = guild.members.find((one) => one.id === id || one.name.toLowerCase() === wanted);
      if (!member) return undefined;
      resolved.users = { ...resolved.users, [member.id]: guild.user(member) };
      resolved.members = { ...resolved.members, [member.id]: { ...guild.partialMember(), permissions: '0' } };
      return member.id;
    }
    case Type.Channel: {
      const id = /^<#(\d+)>$/.exec(text)?.[1] ?? text;
      const channel = guild.channels.find((one) => one.id === id || `#${one.name}` === text);
      if (!channel) return undefined;
      const parent = isThread(channel) ? { parent_id: channel.parent_id } : {};
      const { id: channelId, name, type: kind } = channel;
      const partial = { id: channelId, name, type: kind, permissions: '0', ...parent };
      // Discord's partial channel; its type is a union over every kind of channel.
      resolved.channels = { ...resolved.channels, [channelId]: partial as never };
      return channelId;
    }
    case Type.Attachment: {
      const file = guild.uploads.get(text);
      if (!file) return undefined;
      resolved.attachments = { ...resolved.attachments, [file.id]: file };
      return file.id;
    }
    case Type.Role:
    case Type.Subcommand:
    case Type.SubcommandGroup:
      return undefined;
  }
}
