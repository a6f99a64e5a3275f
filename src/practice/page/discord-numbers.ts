import type {
  ApplicationCommandOptionType,
  ButtonStyle,
  ChannelType,
  ComponentType,
  MessageType,
} from 'discord.js';

/**
 * Discord's numbers by name. The browser does not load discord.js, so only the types come from there; the values are
 * fixed by Discord's API: https://discord.com/developers/docs/reference
 */
export const OPTION = {
  subcommand: 1 as ApplicationCommandOptionType.Subcommand,
  string: 3 as ApplicationCommandOptionType.String,
  integer: 4 as ApplicationCommandOptionType.Integer,
  boolean: 5 as ApplicationCommandOptionType.Boolean,
  number: 10 as ApplicationCommandOptionType.Number,
  attachment: 11 as ApplicationCommandOptionType.Attachment,
};

export const DIRECT = 1 as ChannelType.DM;

export const MESSAGE = {
  threadCreated: 18 as MessageType.ThreadCreated,
  reply: 19 as MessageType.Reply,
  command: 20 as MessageType.ChatInputCommand,
};

/** Bits of a message's flags. */
export const FLAG = { suppressEmbeds: 1 << 2, ephemeral: 1 << 6, loading: 1 << 7 } as const;

export const COMPONENT = {
  row: 1 as ComponentType.ActionRow,
  button: 2 as ComponentType.Button,
  select: 3 as ComponentType.StringSelect,
  input: 4 as ComponentType.TextInput,
  text: 10 as ComponentType.TextDisplay,
  label: 18 as ComponentType.Label,
};

export const LINK_BUTTON = 5 as ButtonStyle.Link;
