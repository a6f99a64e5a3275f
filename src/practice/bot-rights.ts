import { type PermissionsString, PermissionsBitField } from 'discord.js';
import { discordErrors } from './discord-error.js';
import { isThread, type Guild } from './guild.js';
import type { GuildChannel } from './guild-state.js';

const RoleOverwrite = 0;

/**
 * What the bot may do in the channel and its threads: everything but what somebody took from @everyone in the channel's
 * settings. Answers to interactions do not ask for it, as on Discord.
 */
export class BotRights {
  readonly #guild: Guild;

  constructor(guild: Guild) {
    this.#guild = guild;
  }

  /** Takes these, and only these, from the bot in the channel, and tells it so. None: it has all again. */
  deny(channelId: string, names: readonly PermissionsString[]): void {
    const channel = this.#guild.channelOf(channelId);
    if (!('permission_overwrites' in channel)) throw discordErrors.wrongChannelType();
    const deny = new PermissionsBitField([...names]).bitfield.toString();
    channel.permission_overwrites =
      names.length === 0 ? [] : [{ id: this.#guild.id, type: RoleOverwrite, allow: '0', deny }];
    this.#guild.publishChannel(channel, 'CHANNEL_UPDATE');
  }

  may(channelId: string, name: PermissionsString): boolean {
    const channel = this.#guild.channelOf(channelId);
    const home = isThread(channel) ? this.#guild.channelOf(channel.parent_id ?? '') : channel;
    return !denied(home).has(name);
  }

  /** @throws DiscordError 50001 where the bot does not see the channel, 50013 where it lacks one of these */
  check(channelId: string, ...names: PermissionsString[]): void {
    if (!this.may(channelId, 'ViewChannel')) throw discordErrors.missingAccess();
    if (!names.every((name) => this.may(channelId, name))) throw discordErrors.missingPermissions();
  }

  /** The same for a message that is sent or changed. */
  checkMessage(
    channelId: string,
    { embeds, uploads, isNew }: { embeds: number; uploads: number; isNew: boolean },
  ): void {
    const send = isThread(this.#guild.channelOf(channelId)) ? 'SendMessagesInThreads' : 'SendMessages';
    this.check(
      channelId,
      ...(isNew ? ([send] as const) : []),
      ...(embeds > 0 ? (['EmbedLinks'] as const) : []),
      ...(uploads > 0 ? (['AttachFiles'] as const) : []),
    );
  }
}

function denied(channel: GuildChannel): PermissionsBitField {
  const overwrites = 'permission_overwrites' in channel ? (channel.permission_overwrites ?? []) : [];
  return new PermissionsBitField(overwrites.reduce((bits, { deny }) => bits | BigInt(deny), 0n));
}
