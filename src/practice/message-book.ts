import type { APIMessage } from 'discord.js';
import { MessageFlags, MessageType } from 'discord.js';
import type { AttachmentStore, Upload } from './attachment-store.js';
import { discordErrors } from './discord-error.js';
import { isDirect, isThread, type Guild } from './guild.js';
import { MESSAGES_KEPT, type StoredMessage } from './guild-state.js';
import type { MessageBody } from './limits/message-schema.js';
import { placeInEmbeds, storeUploads } from './message-files.js';
import { isEmpty, isEphemeral, SENDERS_FLAGS, toComponents, toEmbeds } from './message-shape.js';
import { OldEditLimit } from './old-edit-limit.js';
import type { PracticeMember } from './protocol.js';
import { compareSnowflakes } from './snowflake.js';

export type NewMessage = {
  channelId: string;
  author: PracticeMember;
  body: MessageBody;
  uploads?: Upload[];
  /** Fields beyond the usual, such as `interaction_metadata`. */
  extra?: Partial<APIMessage>;
  /** A deferred answer: empty until its first edit. */
  loading?: boolean;
};

/** Every message of the guild. Ephemeral ones live in memory only, and the gateway never hears of them. */
export class MessageBook {
  readonly #ephemeral = new Map<string, StoredMessage>();
  readonly #oldEdits: OldEditLimit;

  constructor(
    readonly guild: Guild,
    readonly files: AttachmentStore,
  ) {
    this.#oldEdits = new OldEditLimit(guild.clock);
  }

  /**
   * @throws DiscordError 10003 (no such channel), 50006 (nothing in it), 40005 (a file too large), 50083 (locked thread)
   */
  async create(draft: NewMessage): Promise<APIMessage> {
    const { channelId, author, body, uploads = [], extra = {}, loading = false } = draft;
    const { guild } = this;
    const channel = guild.channelOf(channelId);
    if (isThread(channel) && channel.thread_metadata?.locked) throw discordErrors.threadArchived();
    if (!loading && isEmpty(body, uploads.length)) throw discordErrors.emptyMessage();
    const place = { baseUrl: guild.baseUrl, channelId, nextId: () => guild.nextId() };
    const attachments = await storeUploads(this.files, uploads, body.attachments ?? [], place);
    const { embeds, shown } = placeInEmbeds(toEmbeds(body.embeds), attachments);
    const flags = ((body.flags ?? 0) & SENDERS_FLAGS) | (loading ? MessageFlags.Loading : 0);
    const message: APIMessage = {
      id: guild.nextId(),
      type: MessageType.Default,
      channel_id: channelId,
      author: guild.user(author),
      content: (body.content ?? '').trim(),
      timestamp: guild.isoNow(),
      edited_timestamp: null,
      tts: false,
      mention_everyone: false,
      mentions: this.#mentions(body),
      mention_roles: [],
      attachments: shown,
      embeds,
      components: toComponents(body.components),
      pinned: false,
      flags,
      ...(body.nonce == null ? {} : { nonce: body.nonce }),
      ...extra,
    };
    const stored = { message, files: attachments };
    if (isEphemeral(message)) this.#ephemeral.set(message.id, stored);
    else this.#append(stored);
    this.#publish('MESSAGE_CREATE', message);
    return message;
  }

  /**
   * Changes what `body` names and leaves the rest, as Discord's PATCH does.
   * @throws DiscordError 10008, 50005 (another's message), 50006, 40005, 30046 (too often, over an hour old)
   */
  async edit(
    channelId: string,
    messageId: string,
    body: MessageBody,
    uploads: Upload[] = [],
    editor = this.guild.bot,
  ): Promise<APIMessage> {
    const stored = this.#find(channelId, messageId);
    const { message } = stored;
    if (message.author.id !== editor.id) throw discordErrors.cannotEditOthers();
    const channel = this.guild.channelOf(channelId);
    if (isThread(channel) && channel.thread_metadata?.archived) throw discordErrors.threadArchived();
    const listed = body.attachments;
    const kept = stored.files.filter(({ id }) => !listed || listed.some((one) => one.id === id));
    const next = { ...message, ...body };
    if (isEmpty(next, kept.length + uploads.length)) throw discordErrors.emptyMessage();
    if (!isEphemeral(message)) this.#oldEdits.check(message);

    const place = { baseUrl: this.guild.baseUrl, channelId, nextId: () => this.guild.nextId() };
    const added = await storeUploads(this.files, uploads, body.attachments ?? [], place);
    const wanted = body.embeds === undefined ? message.embeds : toEmbeds(body.embeds);
    const { embeds, shown } = placeInEmbeds(wanted, [...kept, ...added]);
    const flags = message.flags ?? 0;
    const cleared = MessageFlags.Loading | (body.flags == null ? 0 : MessageFlags.SuppressEmbeds);
    message.edited_timestamp = flags & MessageFlags.Loading ? null : this.guild.isoNow();
    message.flags = (flags & ~cleared) | ((body.flags ?? 0) & MessageFlags.SuppressEmbeds);
    Object.assign(message, { embeds, attachments: shown });
    if (body.components !== undefined) message.components = toComponents(body.components);
    if (body.content !== undefined) {
      message.content = (body.content ?? '').trim();
      message.mentions = this.#mentions(body);
    }
    const dropped = stored.files.filter((file) => !kept.includes(file));
    stored.files = [...kept, ...added];
    await this.files.remove(channelId, dropped);
    this.#publish('MESSAGE_UPDATE', message);
    return message;
  }

  /** @throws DiscordError 10008 */
  async delete(channelId: string, messageId: string): Promise<void> {
    const stored = this.#find(channelId, messageId);
    const list = this.guild.state.messages(channelId);
    const index = list.indexOf(stored);
    if (index >= 0) list.splice(index, 1);
    const hidden = this.#ephemeral.delete(messageId);
    this.guild.state.touch(channelId);
    await this.files.remove(channelId, stored.files);
    const channel = this.guild.channelOf(channelId);
    if (index >= 0 && isThread(channel)) {
      // `total_message_sent` counts deleted ones, too.
      channel.message_count = Math.max(0, (channel.message_count ?? 0) - 1);
      this.guild.hub.tellPages({ type: 'channel', channel });
    }
    if (!hidden)
      this.guild.hub.dispatch('MESSAGE_DELETE', {
        id: messageId,
        channel_id: channelId,
        guild_id: this.guild.id,
      });
    this.guild.hub.tellPages({ type: 'message_delete', channel_id: channelId, id: messageId });
  }

  /** Ephemeral messages end with this life, and so do their files. */
  async dropEphemeral(): Promise<void> {
    for (const { message, files } of this.#ephemeral.values())
      await this.files.remove(message.channel_id, files);
    this.#ephemeral.clear();
  }

  /** Empties a channel that is about to go. */
  async deleteAll(channelId: string): Promise<void> {
    for (const { id } of this.listForPage(channelId)) await this.delete(channelId, id);
  }

  /** A message, ephemeral ones included. @throws DiscordError 10008 */
  get(channelId: string, messageId: string): APIMessage {
    return this.#find(channelId, messageId).message;
  }

  isEphemeral(messageId: string): boolean {
    return this.#ephemeral.has(messageId);
  }

  /** What the channel's list holds, oldest first, without ephemeral messages. */
  list(channelId: string): APIMessage[] {
    return this.guild.state.messages(channelId).map(({ message }) => message);
  }

  /** The same with the ephemeral ones of this life at their places: what the person at the page sees. */
  listForPage(channelId: string): APIMessage[] {
    const hidden = [...this.#ephemeral.values()].map(({ message }) => message);
    return [...this.list(channelId), ...hidden.filter((message) => message.channel_id === channelId)].sort(
      (a, b) => compareSnowflakes(a.id, b.id),
    );
  }

  /** Tells of a change made in place, such as a reaction or a thread. */
  changed(message: APIMessage): void {
    this.#publish('MESSAGE_UPDATE', message);
  }

  /** Tells the page only: reactions have gateway events of their own. */
  changedForPage(message: APIMessage): void {
    this.guild.state.touch(message.channel_id);
    this.guild.hub.tellPages({ type: 'message', message });
  }

  #find(channelId: string, messageId: string): StoredMessage {
    this.guild.channelOf(channelId);
    const stored =
      this.#ephemeral.get(messageId) ??
      this.guild.state.messages(channelId).findLast(({ message }) => message.id === messageId);
    if (stored?.message.channel_id !== channelId) throw discordErrors.unknownMessage();
    return stored;
  }

  #append(stored: StoredMessage): void {
    const { guild } = this;
    const { message } = stored;
    const list = guild.state.messages(message.channel_id);
    list.push(stored);
    const old = list.length > MESSAGES_KEPT ? list.splice(0, list.length - MESSAGES_KEPT) : [];
    for (const { files } of old)
      this.files.remove(message.channel_id, files).catch((error: unknown) => {
        guild.log.warn({ err: error }, 'Old attachments could not be removed');
      });
    const channel = guild.channelOf(message.channel_id);
    channel.last_message_id = message.id;
    if (!isThread(channel)) return;
    channel.message_count = (channel.message_count ?? 0) + 1;
    channel.total_message_sent = (channel.total_message_sent ?? 0) + 1;
    if (channel.thread_metadata?.archived) {
      channel.thread_metadata.archived = false;
      guild.publishChannel(channel, 'THREAD_UPDATE');
    } else guild.hub.tellPages({ type: 'channel', channel });
  }

  #publish(event: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE', message: APIMessage): void {
    const { guild } = this;
    if (!this.#ephemeral.has(message.id)) {
      guild.state.touch(message.channel_id);
      // A bot has to ask for direct messages by an intent of their own; Labmate does not.
      if (!isDirect(guild.channelOf(message.channel_id)))
        guild.hub.dispatch(event, { ...message, guild_id: guild.id, member: guild.partialMember() });
    }
    guild.hub.tellPages({ type: 'message', message });
  }

  /** Members named in the text, as far as `allowed_mentions` lets them be told. */
  #mentions({ content, allowed_mentions: allowed }: MessageBody): APIMessage['mentions'] {
    const ids = new Set([...(content ?? '').matchAll(/<@!?(\d{15,20})>/g)].map(([, id]) => id));
    const everyone = !allowed || allowed.parse?.includes('users') === true;
    return this.guild.members
      .filter(({ id }) => ids.has(id) && (everyone || allowed.users?.includes(id) === true))
      .map((member) => this.guild.user(member));
  }
}
