import type { APIMessage, APIThreadChannel } from 'discord.js';
import { ChannelType, MessageFlags, MessageType, ThreadAutoArchiveDuration } from 'discord.js';
import { z } from 'zod';
import { discordErrors } from './discord-error.js';
import { isThread, type Guild } from './guild.js';
import { parseForm, text, whole } from './limits/form-body.js';
import type { MessageBook } from './message-book.js';
import type { PracticeMember } from './protocol.js';

const duration = z.enum(ThreadAutoArchiveDuration);

const newThreadSchema = z.object({
  name: text(100, 1),
  auto_archive_duration: duration.nullish(),
  rate_limit_per_user: whole(0, 21_600).nullish(),
  type: z.literal([ChannelType.PublicThread, ChannelType.PrivateThread]).optional(),
});

const channelChangeSchema = z.object({
  name: text(100, 1).optional(),
  archived: z.boolean().optional(),
  locked: z.boolean().optional(),
  auto_archive_duration: duration.optional(),
  rate_limit_per_user: whole(0, 21_600).nullish(),
  topic: text(1024).nullish(),
});

/** Threads of the channel: started from a message or on their own, renamed, archived. */
export class ThreadBook {
  readonly #guild: Guild;
  readonly #messages: MessageBook;

  constructor(guild: Guild, messages: MessageBook) {
    this.#guild = guild;
    this.#messages = messages;
  }

  /** A thread below a message; it has the message's id. @throws DiscordError 10003, 10008, 50024, 160004, 50035 */
  startFromMessage(
    channelId: string,
    messageId: string,
    body: unknown,
    owner: PracticeMember,
  ): APIThreadChannel {
    this.#textChannel(channelId);
    const message = this.#messages.get(channelId, messageId);
    if (this.#messages.isEphemeral(messageId)) throw discordErrors.unknownMessage();
    if (this.#guild.channels.some(({ id }) => id === messageId)) throw discordErrors.threadExists();
    const thread = this.#open(messageId, channelId, body, owner);
    message.thread = thread;
    message.flags = (message.flags ?? 0) | MessageFlags.HasThread;
    this.#messages.changed(message);
    return thread;
  }

  /** A thread on its own, with Discord's line in the channel that says so. */
  async start(channelId: string, body: unknown, owner: PracticeMember): Promise<APIThreadChannel> {
    this.#textChannel(channelId);
    const thread = this.#open(this.#guild.nextId(), channelId, body, owner);
    const extra: Partial<APIMessage> = {
      type: MessageType.ThreadCreated,
      message_reference: { channel_id: thread.id, guild_id: this.#guild.id },
    };
    await this.#messages.create({ channelId, author: owner, body: { content: thread.name }, extra });
    return thread;
  }

  /** `PATCH /channels/:id`. @throws DiscordError 10003, 50035, 50083 (only unarchiving goes in an archived thread) */
  change(channelId: string, body: unknown): APIThreadChannel | ReturnType<Guild['channelOf']> {
    const channel = this.#guild.channelOf(channelId);
    const change = parseForm(channelChangeSchema, body);
    if (change.name !== undefined) channel.name = change.name;
    if (!isThread(channel)) {
      if (change.topic !== undefined && 'topic' in channel) channel.topic = change.topic;
      this.#guild.publishChannel(channel, 'CHANNEL_UPDATE');
      return channel;
    }
    const metadata = channel.thread_metadata;
    if (metadata) {
      if (metadata.archived && change.archived !== false && change.locked === undefined)
        throw discordErrors.threadArchived();
      if (change.archived !== undefined && change.archived !== metadata.archived)
        metadata.archive_timestamp = this.#guild.isoNow();
      metadata.archived = change.archived ?? metadata.archived;
      metadata.locked = change.locked ?? metadata.locked;
      metadata.auto_archive_duration = change.auto_archive_duration ?? metadata.auto_archive_duration;
    }
    this.#guild.publishChannel(channel, 'THREAD_UPDATE');
    return channel;
  }

  /** Takes the thread off the list; its messages are deleted by their own book. */
  remove({ id, type, parent_id }: APIThreadChannel): void {
    const { state, hub } = this.#guild;
    state.saved.channels = state.saved.channels.filter((channel) => channel.id !== id);
    state.touch();
    hub.dispatch('THREAD_DELETE', { id, type, parent_id, guild_id: this.#guild.id });
  }

  member(threadId: string, userId: string) {
    return { id: threadId, user_id: userId, join_timestamp: this.#guild.isoNow(), flags: 0 };
  }

  #textChannel(channelId: string): void {
    if (isThread(this.#guild.channelOf(channelId))) throw discordErrors.wrongChannelType();
  }

  #open(id: string, parentId: string, body: unknown, owner: PracticeMember): APIThreadChannel {
    const { name, auto_archive_duration, rate_limit_per_user, type } = parseForm(newThreadSchema, body);
    const now = this.#guild.isoNow();
    const thread: APIThreadChannel = {
      id,
      type: type ?? ChannelType.PublicThread,
      guild_id: this.#guild.id,
      parent_id: parentId,
      owner_id: owner.id,
      name,
      last_message_id: null,
      message_count: 0,
      total_message_sent: 0,
      member_count: 1,
      rate_limit_per_user: rate_limit_per_user ?? 0,
      thread_metadata: {
        archived: false,
        locked: false,
        auto_archive_duration: auto_archive_duration ?? ThreadAutoArchiveDuration.OneDay,
        archive_timestamp: now,
        create_timestamp: now,
      },
    };
    this.#guild.channels.push(thread);
    this.#guild.publishChannel(thread, 'THREAD_CREATE');
    return thread;
  }
}
