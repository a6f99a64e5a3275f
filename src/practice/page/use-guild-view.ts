import type { APIMessage } from 'discord.js';
import { useEffect, useReducer, useRef, useState } from 'preact/hooks';
import { readLine, toOptions } from './command-line.js';
import { deleteMessage, editMessage, follow, interact, newNonce, say, SendError } from './connection.js';
import { reduce, type GuildView, type Pending } from './guild-view.js';
import { localeOf, localised } from './localised.js';
import type { PracticeInteraction } from '../protocol.js';
import type { Language, Strings } from './strings.js';

/** The guild as it stands, kept up to date, and what a person can do in it. */
export function useGuildView(t: Strings, language: Language) {
  const [view, dispatch] = useReducer(reduce, undefined);
  const [linked, setLinked] = useState(true);
  const words = useRef(t);
  words.current = t;

  useEffect(
    () =>
      follow({
        onState: (state) => dispatch({ type: 'state', state }),
        onEvent: (event) => dispatch({ type: 'event', event, noAnswer: words.current.noAnswer }),
        onLink: setLinked,
      }),
    [],
  );

  const notice = (channelId: string, text: string, line?: string): void =>
    dispatch({
      type: 'notice',
      notice: { id: newNonce(), channelId, at: Date.now(), text, ...(line !== undefined && { line }) },
    });

  /** What a typed line came to: true when the text may leave the box, since it arrived or would be refused again. */
  const sendText = async (
    channelId: string,
    line: string,
    nonce: string,
    post: () => Promise<void>,
  ): Promise<boolean> => {
    try {
      await post();
      return true;
    } catch (error) {
      const { reason = t.unreachable, refused } = asSendError(error);
      dispatch({ type: 'gone', nonce });
      notice(channelId, refused ? t.refused(reason) : t.sendFailed(reason), line);
      return refused;
    }
  };

  /** False, with a word in the channel, where a message of one's own could not be changed. */
  const change = (channelId: string, post: Promise<void>): Promise<boolean> =>
    post.then(
      () => true,
      (error: unknown) => {
        notice(channelId, t.changeFailed(asSendError(error).reason ?? t.unreachable));
        return false;
      },
    );

  const send = (pending: Omit<Pending, 'failed' | 'nonce'>, interaction: Interaction, line?: string) => {
    const nonce = newNonce();
    dispatch({ type: 'sent', pending: { ...pending, nonce, failed: false } });
    const post = () =>
      interact({ nonce, channel_id: pending.channelId, locale: localeOf(language), ...interaction });
    if (line !== undefined) return sendText(pending.channelId, line, nonce, post);
    return post().then(
      () => true,
      (error: unknown) => {
        dispatch({ type: 'failed', nonce, reason: asSendError(error).reason ?? t.unreachable });
        return false;
      },
    );
  };

  return {
    view,
    linked,
    dismiss: (id: string) => dispatch({ type: 'dismiss', id }),
    closeModal: () => dispatch({ type: 'close-modal' }),
    async sendLine(channelId: string, line: string): Promise<boolean> {
      if (!view) return false;
      const read = readLine(line.trim(), localised(view.commands, language));
      if (read.kind === 'message') {
        return sendText(channelId, line.trim(), '', () =>
          say({ channel_id: channelId, content: line.trim() }),
        );
      }
      const refusal = refuse(read, view, t);
      if (refusal !== undefined) {
        notice(channelId, refusal, line.trim());
        return view.bot.online;
      }
      if (read.kind !== 'command') return false;
      const { command, subcommand } = read;
      return send(
        { channelId, kind: 'command', name: command.name },
        {
          kind: 'command',
          name: command.name,
          ...(subcommand !== undefined && { subcommand }),
          options: toOptions(read.typed),
        },
        line.trim(),
      );
    },
    editMessage: ({ id: message_id, channel_id }: APIMessage, content: string) =>
      change(channel_id, editMessage({ channel_id, message_id, content })),
    deleteMessage: ({ id: message_id, channel_id }: APIMessage) =>
      change(channel_id, deleteMessage({ channel_id, message_id })),
    press(channelId: string, messageId: string, customId: string, values?: string[]): void {
      void send(
        { channelId, kind: 'component', messageId, customId },
        { kind: 'component', message_id: messageId, custom_id: customId, ...(values && { values }) },
      );
    },
    submitModal(fields: { custom_id: string; value: string }[]): void {
      if (!view?.modal) return;
      const { channelId, modal } = view.modal;
      void send({ channelId, kind: 'modal' }, { kind: 'modal', custom_id: modal.custom_id, fields });
    },
  };
}

const asSendError = (error: unknown): SendError =>
  error instanceof SendError ? error : new SendError(undefined, false);

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
type Interaction = DistributiveOmit<PracticeInteraction, 'nonce' | 'channel_id'>;

/** What the page itself answers to a line that no command can take; undefined when the bot shall answer. */
function refuse(read: ReturnType<typeof readLine>, view: GuildView, t: Strings): string | undefined {
  if (!view.bot.online) return t.botOffline;
  if (read.kind === 'unknown') return t.unknownCommand(read.name, read.closest);
  if (read.kind === 'subcommand') {
    return t.needSubcommand(read.command.name, read.known.map(({ name }) => `\`${name}\``).join(', '));
  }
  if (read.kind === 'command') {
    const given = toOptions(read.typed).flatMap(({ name, value }) => (value === '' ? [] : [name]));
    const missing = read.definitions.find(({ name, required }) => required && !given.includes(name));
    const title = [read.command.name, read.subcommand].filter(Boolean).join(' ');
    return missing && t.missing(title, missing.name, missing.description);
  }
  if (read.kind !== 'stray') return undefined;
  return t.stray(read.word, exampleFor(read.word, read.definitions));
}

/** `loss=asl` and `loss` are meant for the option loss; any other word for the first one. */
function exampleFor(word: string, definitions: readonly { name: string }[]): string {
  const [name = '', value = ''] = word.split('=');
  const meant = definitions.find((one) => one.name === name.toLowerCase());
  return meant ? `${meant.name}:${value || '…'}` : `${definitions[0]?.name ?? 'option'}:${word}`;
}
