import type {
  APIApplicationCommandOptionChoice,
  APIMessage,
  APIModalInteractionResponseCallbackData,
} from 'discord.js';
import type { PracticeEvent, PracticeState } from '../protocol.js';

/** What the person did that the bot has not answered yet. */
export type Pending = {
  nonce: string;
  channelId: string;
  kind: 'command' | 'component' | 'modal';
  /** The command's name. */
  name?: string;
  messageId?: string;
  customId?: string;
  failed: boolean;
  /** Why, where the server says so. */
  reason?: string;
};

/** What the page itself says in the channel, to this person alone. Markdown. */
export type Notice = { id: string; channelId: string; at: number; text: string; line?: string };

export type OpenModal = {
  channelId: string;
  modal: APIModalInteractionResponseCallbackData;
};

export type GuildView = PracticeState & {
  notices: Notice[];
  pending: Pending[];
  dismissed: ReadonlySet<string>;
  modal: OpenModal | undefined;
  /** The answer to the last question for suggestions. */
  choices: { nonce: string; choices: APIApplicationCommandOptionChoice[] } | undefined;
  /** Grows with each change of the sheet. */
  sheetVersion: number;
};

export type Action =
  | { type: 'state'; state: PracticeState }
  | { type: 'event'; event: PracticeEvent; noAnswer: string }
  | { type: 'sent'; pending: Pending }
  | { type: 'gone'; nonce: string }
  | { type: 'failed'; nonce: string; reason: string }
  | { type: 'notice'; notice: Notice }
  | { type: 'dismiss'; id: string }
  | { type: 'close-modal' };

const MESSAGES_KEPT = 400;

/** Snowflakes are numbers of up to 20 digits, too large for `number`. */
export const compareIds = (a: string, b: string): number =>
  a.length - b.length || (a < b ? -1 : Number(a > b));

function withMessage(messages: GuildView['messages'], message: APIMessage): GuildView['messages'] {
  const list = messages[message.channel_id] ?? [];
  const known = list.some(({ id }) => id === message.id);
  const next = known
    ? list.map((one) => (one.id === message.id ? message : one))
    : [...list, message].sort((a, b) => compareIds(a.id, b.id)).slice(-MESSAGES_KEPT);
  return { ...messages, [message.channel_id]: next };
}

function onEvent(view: GuildView, event: PracticeEvent, noAnswer: string): GuildView {
  switch (event.type) {
    case 'message':
      return { ...view, messages: withMessage(view.messages, event.message) };
    case 'message_delete': {
      const list = view.messages[event.channel_id] ?? [];
      const rest = list.filter(({ id }) => id !== event.id);
      return { ...view, messages: { ...view.messages, [event.channel_id]: rest } };
    }
    case 'channel': {
      const known = view.channels.some(({ id }) => id === event.channel.id);
      const channels = known
        ? view.channels.map((channel) => (channel.id === event.channel.id ? event.channel : channel))
        : [...view.channels, event.channel];
      return { ...view, channels };
    }
    case 'commands':
      return { ...view, commands: event.commands };
    case 'bot':
      return { ...view, bot: { ...view.bot, online: event.online } };
    case 'interaction':
      return onAnswer(view, event.nonce, event.state === 'failed', noAnswer);
    case 'autocomplete':
      return { ...view, choices: { nonce: event.nonce, choices: event.choices } };
    case 'modal': {
      const asked = view.pending.find(({ nonce }) => nonce === event.nonce);
      const channelId = asked?.channelId ?? view.modal?.channelId ?? view.channels[0]?.id ?? '';
      const pending = view.pending.filter(({ nonce }) => nonce !== event.nonce);
      return { ...view, pending, modal: { channelId, modal: event.modal } };
    }
    case 'sheet':
      return { ...view, sheetVersion: view.sheetVersion + 1 };
  }
}

function onAnswer(view: GuildView, nonce: string, failed: boolean, noAnswer: string): GuildView {
  const asked = view.pending.find((one) => one.nonce === nonce);
  if (!asked) return view;
  const others = view.pending.filter((one) => one !== asked);
  if (!failed) {
    const modal = asked.kind === 'modal' ? undefined : view.modal;
    return { ...view, pending: others, modal };
  }
  if (asked.kind !== 'command') return { ...view, pending: [...others, { ...asked, failed: true }] };
  const notice: Notice = {
    id: nonce,
    channelId: asked.channelId,
    at: Date.now(),
    text: noAnswer,
    ...(asked.name !== undefined && { line: `/${asked.name}` }),
  };
  return { ...view, pending: others, notices: [...view.notices, notice] };
}

/** The page's whole state; undefined until the guild is known. Pure. */
export function reduce(view: GuildView | undefined, action: Action): GuildView | undefined {
  if (action.type === 'state') {
    const fresh: GuildView = {
      ...action.state,
      notices: view?.notices ?? [],
      pending: view?.pending ?? [],
      dismissed: view?.dismissed ?? new Set(),
      modal: view?.modal,
      choices: view?.choices,
      sheetVersion: (view?.sheetVersion ?? 0) + 1,
    };
    return fresh;
  }
  if (!view) return view;
  switch (action.type) {
    case 'event':
      return onEvent(view, action.event, action.noAnswer);
    case 'sent': {
      // A new try takes the place of what failed on the same message.
      const { messageId, kind } = action.pending;
      const pending = view.pending.filter(
        (one) => !(one.failed && one.kind === kind && one.messageId === messageId),
      );
      return { ...view, pending: [...pending, action.pending] };
    }
    case 'gone':
      return { ...view, pending: view.pending.filter(({ nonce }) => nonce !== action.nonce) };
    case 'failed': {
      const { nonce, reason } = action;
      const pending = view.pending.map((one) =>
        one.nonce === nonce ? { ...one, failed: true, reason } : one,
      );
      return { ...view, pending };
    }
    case 'notice':
      return { ...view, notices: [...view.notices, action.notice] };
    case 'dismiss':
      return { ...view, dismissed: new Set([...view.dismissed, action.id]) };
    case 'close-modal':
      return { ...view, modal: undefined, pending: view.pending.filter(({ kind }) => kind !== 'modal') };
  }
}
