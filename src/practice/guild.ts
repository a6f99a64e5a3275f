import { createHash, timingSafeEqual } from 'node:crypto';
import type {
  APIAttachment,
  APIDMChannel,
  APIGuildMember,
  APIThreadChannel,
  APIUser,
  GuildMemberFlags,
} from 'discord.js';
import { ApplicationFlags, ChannelType, PermissionFlagsBits, PermissionsBitField } from 'discord.js';
import type { PracticeClock } from './clock.js';
import { discordErrors } from './discord-error.js';
import type { EventHub } from './event-hub.js';
import type { GuildChannel, GuildState } from './guild-state.js';
import type { PracticeLog } from './practice-log.js';
import type { PracticeMember } from './protocol.js';

// Discord's flag enums have no name for none.
const NO_FLAGS = 0 as GuildMemberFlags;
const GUILD_NAME = 'Practice guild';
/** What everyone has who was given no permissions of their own. */
export const ALL_PERMISSIONS = PermissionsBitField.All.toString();
/** What roles give: whoever administers a server may do everything, whatever a channel's own settings say. */
const ROLE_PERMISSIONS = (PermissionsBitField.All & ~PermissionFlagsBits.Administrator).toString();

/** The guild as Discord describes it: who and what there is, and where its changes are told. */
export class Guild {
  /** Whether a bot's gateway connection is open. */
  botOnline = false;
  /** Somebody has removed the bot from the guild (Faults): it is told nothing and may do nothing here. */
  botRemoved = false;
  /** The next interaction reaches the bot twice. */
  deliversTwice = false;
  /** Files that were uploaded for a command's option, by their ids. */
  readonly uploads = new Map<string, APIAttachment>();
  /** Whether people take direct messages from the bot. */
  takesDirect = true;
  /** What the person at the page may do: a set of bits, as Discord writes it. */
  permissions = ALL_PERMISSIONS;

  constructor(
    readonly state: GuildState,
    readonly hub: EventHub,
    readonly clock: PracticeClock,
    readonly log: PracticeLog,
    /** Where the server is reached, such as http://127.0.0.1:8787. */
    readonly baseUrl: string,
  ) {}

  get id(): string {
    return this.state.saved.guild_id;
  }

  get applicationId(): string {
    return this.state.saved.application_id;
  }

  get name(): string {
    return GUILD_NAME;
  }

  get gatewayUrl(): string {
    return `${this.baseUrl.replace(/^http/, 'ws')}/gateway`;
  }

  /** Whether this is the bot's token, compared in constant time. */
  isToken(token: string): boolean {
    const digest = (value: string): Buffer => createHash('sha256').update(value).digest();
    return timingSafeEqual(digest(token), digest(this.state.saved.token));
  }

  nextId(): string {
    return this.state.ids.next();
  }

  isoNow(): string {
    return new Date(this.clock.now()).toISOString();
  }

  get members(): PracticeMember[] {
    return this.state.saved.members;
  }

  get bot(): PracticeMember {
    return this.memberOf(this.applicationId);
  }

  get self(): PracticeMember {
    return this.memberOf(this.state.saved.self);
  }

  memberOf(id: string): PracticeMember {
    const member = this.members.find((one) => one.id === id);
    if (!member) throw discordErrors.unknownMember();
    return member;
  }

  /** Somebody joins. Without permissions of their own they have all. */
  join(name: string, rights: Pick<PracticeMember, 'roles' | 'permissions'> = {}): PracticeMember {
    const member = { id: this.nextId(), name, bot: false, ...rights };
    this.members.push(member);
    this.state.touch();
    this.hub.dispatch('GUILD_MEMBER_ADD', { ...this.apiMember(member), guild_id: this.id });
    return member;
  }

  addRole(name: string): string {
    const role = { id: this.nextId(), name };
    this.state.saved.roles = [...(this.state.saved.roles ?? []), role];
    this.state.touch();
    this.hub.dispatch('GUILD_ROLE_CREATE', {
      guild_id: this.id,
      role: this.roles().find(({ id }) => id === role.id),
    });
    return role.id;
  }

  get channels(): GuildChannel[] {
    return this.state.saved.channels;
  }

  get threads(): APIThreadChannel[] {
    return this.channels.filter(isThread);
  }

  /** @throws DiscordError 10003 */
  channelOf(id: string): GuildChannel {
    const channel = this.channels.find((one) => one.id === id);
    if (!channel) throw discordErrors.unknownChannel();
    return channel;
  }

  /** The bot's direct messages with somebody, opened where there are none yet. @throws DiscordError 10013, 50007 */
  directChannel(userId: string): APIDMChannel {
    const person = this.members.find(({ id }) => id === userId);
    if (!person) throw discordErrors.unknownUser();
    if (person.bot) throw discordErrors.cannotSendToUser();
    const open = this.channels.find(
      (channel): channel is APIDMChannel =>
        isDirect(channel) && channel.recipients?.some(({ id }) => id === userId) === true,
    );
    if (open) return open;
    const channel: APIDMChannel = {
      id: this.nextId(),
      type: ChannelType.DM,
      name: null,
      last_message_id: null,
      recipients: [this.user(person)],
    };
    this.channels.push(channel);
    this.state.touch();
    this.hub.tellPages({ type: 'channel', channel });
    return channel;
  }

  user({ id, name, bot }: PracticeMember): APIUser {
    return {
      id,
      username: name.toLowerCase().replaceAll(/\s+/g, '_'),
      discriminator: '0',
      global_name: name,
      avatar: null,
      bot,
    };
  }

  /** A member without its user, as messages carry it. */
  partialMember({ roles = [] }: Partial<PracticeMember> = {}): Omit<APIGuildMember, 'user'> {
    return {
      nick: null,
      avatar: null,
      banner: null,
      roles,
      joined_at: '2024-01-01T00:00:00.000Z',
      premium_since: null,
      deaf: false,
      mute: false,
      flags: NO_FLAGS,
      pending: false,
      communication_disabled_until: null,
    };
  }

  apiMember(member: PracticeMember): APIGuildMember {
    return { ...this.partialMember(member), user: this.user(member) };
  }

  application() {
    const flags =
      ApplicationFlags.GatewayMessageContent |
      ApplicationFlags.GatewayGuildMembers |
      ApplicationFlags.GatewayPresence;
    const owner = this.user(this.self);
    return {
      id: this.applicationId,
      name: this.bot.name,
      icon: null,
      description: '',
      bot_public: false,
      bot_require_code_grant: false,
      verify_key: '0'.repeat(64),
      flags,
      owner,
      team: null,
      bot: this.user(this.bot),
    };
  }

  /** The guild without what only GUILD_CREATE carries. */
  apiGuild() {
    return {
      id: this.id,
      name: GUILD_NAME,
      icon: null,
      splash: null,
      discovery_splash: null,
      banner: null,
      description: null,
      owner_id: this.self.id,
      afk_channel_id: null,
      afk_timeout: 300,
      verification_level: 0,
      default_message_notifications: 1,
      explicit_content_filter: 0,
      mfa_level: 0,
      nsfw_level: 0,
      premium_tier: 0,
      premium_subscription_count: 0,
      premium_progress_bar_enabled: false,
      preferred_locale: 'en-US',
      system_channel_id: null,
      system_channel_flags: 0,
      rules_channel_id: null,
      public_updates_channel_id: null,
      safety_alerts_channel_id: null,
      application_id: null,
      vanity_url_code: null,
      features: [],
      emojis: [],
      stickers: [],
      roles: this.roles(),
    };
  }

  roles() {
    const all = [{ id: this.id, name: '@everyone' }, ...(this.state.saved.roles ?? [])];
    return all.map((role, position) => ({
      ...role,
      color: 0,
      colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
      hoist: false,
      icon: null,
      unicode_emoji: null,
      position,
      permissions: ROLE_PERMISSIONS,
      managed: false,
      mentionable: false,
      flags: 0,
    }));
  }

  /** All that a client needs at GUILD_CREATE; archived threads are left out, as on Discord. */
  guildCreate() {
    return {
      ...this.apiGuild(),
      joined_at: this.partialMember().joined_at,
      large: false,
      unavailable: false,
      member_count: this.members.length,
      members: this.members.map((member) => this.apiMember(member)),
      channels: this.channels.filter((channel) => !isThread(channel) && !isDirect(channel)),
      threads: this.threads.filter((thread) => !thread.thread_metadata?.archived),
      presences: [],
      voice_states: [],
      stage_instances: [],
      guild_scheduled_events: [],
      soundboard_sounds: [],
    };
  }

  setBotOnline(online: boolean): void {
    if (this.botOnline === online) return;
    this.botOnline = online;
    this.hub.tellPages({ type: 'bot', online });
  }

  /** Tells everyone that a channel or thread is new or changed, and has it saved. */
  publishChannel(channel: GuildChannel, event: 'THREAD_CREATE' | 'THREAD_UPDATE' | 'CHANNEL_UPDATE'): void {
    this.state.touch();
    const extra = event === 'THREAD_CREATE' ? { newly_created: true } : {};
    this.hub.dispatch(event, { ...channel, ...extra });
    this.hub.tellPages({ type: 'channel', channel });
  }
}

export const isDirect = (channel: GuildChannel): channel is APIDMChannel => channel.type === ChannelType.DM;

export const isThread = (channel: GuildChannel): channel is APIThreadChannel =>
  channel.type === ChannelType.PublicThread ||
  channel.type === ChannelType.PrivateThread ||
  channel.type === ChannelType.AnnouncementThread;
