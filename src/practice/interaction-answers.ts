import type { APIMessage, APIModalInteractionResponseCallbackData } from 'discord.js';
import { InteractionResponseType as Answer, InteractionType, MessageFlags, MessageType } from 'discord.js';
import { z } from 'zod';
import type { Upload } from './attachment-store.js';
import { discordErrors, invalidForm } from './discord-error.js';
import type { Guild } from './guild.js';
import type { InteractionBook, PendingInteraction } from './interaction-book.js';
import { autocompleteSchema } from './limits/command-schema.js';
import { parseForm } from './limits/form-body.js';
import { messageSchema, type MessageBody } from './limits/message-schema.js';
import { modalSchema } from './limits/modal-schema.js';
import type { MessageBook } from './message-book.js';

const callbackSchema = z.object({ type: z.enum(Answer), data: z.unknown().optional() });

/** Which first answers Discord takes to which kind of interaction. */
const TAKES: Partial<Record<InteractionType, readonly Answer[]>> = {
  [InteractionType.ApplicationCommand]: [
    Answer.ChannelMessageWithSource,
    Answer.DeferredChannelMessageWithSource,
    Answer.Modal,
  ],
  [InteractionType.MessageComponent]: [
    Answer.ChannelMessageWithSource,
    Answer.DeferredChannelMessageWithSource,
    Answer.DeferredMessageUpdate,
    Answer.UpdateMessage,
    Answer.Modal,
  ],
  [InteractionType.ApplicationCommandAutocomplete]: [Answer.ApplicationCommandAutocompleteResult],
  [InteractionType.ModalSubmit]: [
    Answer.ChannelMessageWithSource,
    Answer.DeferredChannelMessageWithSource,
    Answer.DeferredMessageUpdate,
    Answer.UpdateMessage,
  ],
};

/** What the bot does with an interaction: its first answer, the answer's edits, and what follows. */
export class InteractionAnswers {
  readonly #guild: Guild;
  readonly #book: InteractionBook;
  readonly #messages: MessageBook;

  constructor(guild: Guild, book: InteractionBook, messages: MessageBook) {
    this.#guild = guild;
    this.#book = book;
    this.#messages = messages;
  }

  /**
   * `POST /interactions/:id/:token/callback`. Returns what `with_response` asks for.
   * @throws DiscordError 10062, 40060, 50035, and what making a message throws
   */
  async callback(id: string, token: string, body: unknown, uploads: Upload[]) {
    const pending = this.#book.forCallback(id, token);
    const { type, data } = parseForm(callbackSchema, body);
    const fromMessage = type !== Answer.UpdateMessage && type !== Answer.DeferredMessageUpdate;
    if (!TAKES[pending.type]?.includes(type) || (!fromMessage && !pending.source))
      throw invalidForm([
        {
          path: ['type'],
          code: 'BASE_TYPE_CHOICES',
          message: `Value ${type} is no answer to an interaction of type ${pending.type}.`,
        },
      ]);
    // Claimed before anything is awaited, so that a second answer meets 40060; given back if this one fails.
    pending.answered = true;
    const message = await this.#answer(pending, type, data ?? {}, uploads).catch((error: unknown) => {
      pending.answered = false;
      throw error;
    });
    if (type !== Answer.ApplicationCommandAutocompleteResult) this.#book.acknowledged(pending);
    return {
      interaction: {
        id: pending.id,
        type: pending.type,
        ...(message && {
          response_message_id: message.id,
          response_message_loading: ((message.flags ?? 0) & MessageFlags.Loading) !== 0,
          response_message_ephemeral: ((message.flags ?? 0) & MessageFlags.Ephemeral) !== 0,
        }),
      },
      resource: { type, ...(message && { message }) },
    };
  }

  async #answer(
    pending: PendingInteraction,
    type: Answer,
    data: unknown,
    uploads: Upload[],
  ): Promise<APIMessage | undefined> {
    const { hub } = this.#guild;
    if (type === Answer.ApplicationCommandAutocompleteResult) {
      const { choices } = parseForm(autocompleteSchema, data);
      const shown = choices.map(({ name, value }) => ({ name, value }));
      hub.tellPages({ type: 'autocomplete', nonce: pending.nonce, choices: shown });
      return undefined;
    }
    if (type === Answer.Modal) {
      // The schema holds Discord's own rules, so what passed it has the shape of its type.
      const modal = parseForm(modalSchema, data) as APIModalInteractionResponseCallbackData;
      this.#book.modals.set(modal.custom_id, { modal, source: pending.source, name: pending.name });
      hub.tellPages({ type: 'modal', nonce: pending.nonce, modal });
      return undefined;
    }
    const body = parseForm(messageSchema, data);
    if (type === Answer.DeferredMessageUpdate || type === Answer.UpdateMessage) {
      const source = pending.source;
      if (!source) throw discordErrors.unknownMessage();
      const message =
        type === Answer.UpdateMessage
          ? await this.#messages.edit(source.channelId, source.id, body, uploads)
          : this.#messages.get(source.channelId, source.id);
      pending.original = source;
      return message;
    }
    const loading = type === Answer.DeferredChannelMessageWithSource;
    const message = await this.#post(pending, loading ? { flags: body.flags } : body, uploads, loading);
    pending.original = { channelId: message.channel_id, id: message.id };
    return message;
  }

  /** `POST /webhooks/:app/:token`; right after a deferred answer it fills that one, as on Discord. */
  async followUp(applicationId: string, token: string, body: MessageBody, uploads: Upload[]) {
    const pending = this.#book.forWebhook(applicationId, token);
    const { original } = pending;
    if (original) {
      const first = this.#tryGet(original.channelId, original.id);
      if (first && (first.flags ?? 0) & MessageFlags.Loading)
        return this.#messages.edit(original.channelId, original.id, body, uploads);
    }
    return this.#post(pending, body, uploads, false, original);
  }

  /**
   * The message that `@original` or an id means.
   * @throws DiscordError 10008, 10015, 50027
   */
  find(applicationId: string, token: string, messageId: string): APIMessage {
    const pending = this.#book.forWebhook(applicationId, token);
    const id = messageId === '@original' ? pending.original?.id : messageId;
    if (id === undefined) throw discordErrors.unknownMessage();
    return this.#messages.get(pending.channelId, id);
  }

  #tryGet(channelId: string, id: string): APIMessage | undefined {
    return this.#messages.listForPage(channelId).find((message) => message.id === id);
  }

  #post(
    pending: PendingInteraction,
    body: MessageBody,
    uploads: Upload[],
    loading: boolean,
    reference = pending.source,
  ): Promise<APIMessage> {
    const guild = this.#guild;
    const user = guild.user(pending.member);
    const isFirst = pending.original === undefined;
    const isCommand = pending.type === InteractionType.ApplicationCommand;
    const type = reference
      ? MessageType.Reply
      : isCommand && isFirst
        ? MessageType.ChatInputCommand
        : MessageType.Default;
    const metadata = {
      id: pending.id,
      type: pending.type,
      user,
      authorizing_integration_owners: { '0': guild.id },
      ...(isCommand && { name: pending.name }),
    };
    const extra = {
      type,
      application_id: guild.applicationId,
      webhook_id: guild.applicationId,
      interaction_metadata: metadata,
      ...(isCommand && { interaction: { id: pending.id, type: pending.type, name: pending.name, user } }),
      ...(reference && {
        message_reference: {
          type: 0,
          message_id: reference.id,
          channel_id: reference.channelId,
          guild_id: guild.id,
        },
      }),
      // The union of metadata types is discriminated by `type`, which is known only at run time here.
    } as Partial<APIMessage>;
    return this.#messages.create({
      channelId: pending.channelId,
      author: guild.bot,
      body,
      uploads,
      extra,
      loading,
    });
  }
}
