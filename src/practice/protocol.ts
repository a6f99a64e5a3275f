import type {
  APIApplicationCommand,
  APIApplicationCommandOptionChoice,
  APIChannel,
  APIMessage,
  APIModalInteractionResponseCallbackData,
} from 'discord.js';

/** Between the practice guild's page and its server: JSON over HTTP, and server-sent events back. Types only. */

export type PracticeMember = {
  id: string;
  name: string;
  bot: boolean;
  /** Ids of roles; none where left out. */
  roles?: string[];
  /** Discord's permission bits in the channel; all of them where left out. */
  permissions?: string;
};

/** `GET /practice/state`: all that the page needs to draw itself. */
export type PracticeState = {
  guild: { id: string; name: string };
  /** The text channel first, then its threads, oldest first. */
  channels: APIChannel[];
  members: PracticeMember[];
  /** The person at the page. */
  self: string;
  bot: { id: string; name: string; online: boolean };
  commands: APIApplicationCommand[];
  /** The last 200 messages of each channel and thread, oldest first. Ephemeral ones carry the flag 64. */
  messages: Record<string, APIMessage[]>;
};

/** `GET /practice/events` (server-sent events; the data of each is one of these as JSON). */
export type PracticeEvent =
  /** New, or changed: take it by its id. */
  | { type: 'message'; message: APIMessage }
  | { type: 'message_delete'; channel_id: string; id: string }
  | { type: 'channel'; channel: APIChannel }
  | { type: 'commands'; commands: APIApplicationCommand[] }
  | { type: 'bot'; online: boolean }
  /** How an interaction that the page sent is doing; `failed` after 3 s without an answer, as on Discord. */
  | { type: 'interaction'; nonce: string; state: 'acknowledged' | 'failed' }
  | { type: 'autocomplete'; nonce: string; choices: APIApplicationCommandOptionChoice[] }
  | { type: 'modal'; nonce: string; modal: APIModalInteractionResponseCallbackData }
  /** The spreadsheet changed: read it again. */
  | { type: 'sheet' };

/** `POST /practice/messages`: a person's plain message; `as` is another member than the person at the page. */
export type PracticeSay = { channel_id: string; content: string; as?: string | undefined };

/** `POST /practice/messages/edit`: a person's own message, with another text. */
export type PracticeEdit = PracticeSay & { message_id: string };

/** `POST /practice/messages/delete`: a person's own message goes. */
export type PracticeDelete = { channel_id: string; message_id: string; as?: string | undefined };

/**
 * `POST /practice/uploads?channel_id=…&name=…`, the bytes as application/octet-stream: a file for a command's option. The
 * id that comes back is the option's value.
 */
export type PracticeUpload = { id: string };

/** A typed option. Values are sent as typed where they do not fit the option's type: the bot must check. */
export type PracticeOption = { name: string; value: string | number | boolean; focused?: boolean };

/**
 * `POST /practice/interactions`: what the person does; the page picks the nonce. `target_id` is the message or member
 * that a context menu's command was chosen on; such a command takes no options. `locale` is the language of the client,
 * `as` another member than the person at the page.
 */
export type PracticeInteraction = {
  nonce: string;
  channel_id: string;
  locale?: string | undefined;
  as?: string | undefined;
} & (
  | { kind: 'command'; name: string; subcommand?: string; options: PracticeOption[]; target_id?: string }
  | { kind: 'autocomplete'; name: string; subcommand?: string; options: PracticeOption[] }
  | { kind: 'component'; message_id: string; custom_id: string; values?: string[] }
  | { kind: 'modal'; custom_id: string; fields: { custom_id: string; value: string }[] }
);

/** `GET /practice/sheet`: the spreadsheet as it stands. Cells are strings, numbers, booleans or empty (null). */
export type PracticeSheet = {
  title: string;
  tabs: { title: string; frozen_rows: number; rows: (string | number | boolean | null)[][] }[];
};
