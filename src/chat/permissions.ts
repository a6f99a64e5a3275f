import {
  type BaseInteraction,
  GuildMember,
  type Interaction,
  PermissionFlagsBits,
  type PermissionsBitField,
} from 'discord.js';
import type { Effective } from '../runs/preferences/preferences.js';
import { type Need, NEEDS, type Roles } from '../runs/preferences/preferences-data.js';
import { say } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import type { Command } from './command.js';
import { parseCustomId } from './custom-id.js';
import { typedOptions } from './options.js';

/** As far as it matters for what somebody may do. */
export type Member = { roles: readonly string[]; permissions: Readonly<PermissionsBitField> | null };

type Asking = Pick<BaseInteraction, 'member' | 'memberPermissions'>;

export function memberOf({ member, memberPermissions }: Asking): Member {
  const roles = member instanceof GuildMember ? [...member.roles.cache.keys()] : (member?.roles ?? []);
  return { roles, permissions: memberPermissions };
}

/**
 * What somebody may do: roles count, whatever a server's administrators set for single commands, and who may do more may
 * do the less, too. While no role is named, everyone may view and train; others' runs may be cancelled by those who may
 * also remove messages, and who manages the server administers.
 */
export function may({ roles, permissions }: Member, need: Need, allowed: Roles): boolean {
  const has = (one: Need): boolean => allowed[one].some((role) => roles.includes(role));
  const grants: Record<Need, boolean> = {
    admin: has('admin') || (permissions?.has(PermissionFlagsBits.ManageGuild) ?? false),
    cancel: has('cancel') || (permissions?.has(PermissionFlagsBits.ManageMessages) ?? false),
    train: has('train') || (allowed.train.length === 0 && (allowed.view.length === 0 || has('view'))),
    view: has('view') || allowed.view.length === 0,
  };
  return NEEDS.slice(NEEDS.indexOf(need)).some((one) => grants[one]);
}

/** @throws UserError `permission.<need>`: who may, and whom to ask */
export function checkNeed(asking: Asking, need: Need, { roles }: Pick<Effective, 'roles'>): void {
  if (may(memberOf(asking), need, roles)) return;
  const named = roles[need].map((id) => `<@&${id}>`).join(', ');
  throw new UserError(`permission.${need}`, say(`permissions.${need}`, { roles: named || '—' }));
}

/** What a command asks of a person; a button without a need of its own, the same as its command without options. */
export function needOf(command: Command, interaction: Interaction): Need {
  const { needs = 'view', buttons } = command;
  const own = interaction.isButton()
    ? buttons?.[parseCustomId(interaction.customId).action]?.needs
    : undefined;
  if (own) return own;
  if (typeof needs === 'string') return needs;
  return interaction.isChatInputCommand()
    ? needs(typedOptions(interaction), interaction.options.getSubcommand(false) ?? undefined)
    : needs({}, undefined);
}

/**
 * Commands work in Labmate's own channel, those that were added, the one for results, and threads of these.
 * @throws UserError `permission.channel` naming the own one
 */
export function checkChannel(
  { channel, channelId }: Pick<BaseInteraction, 'channel' | 'channelId'>,
  own: string,
  { channels, results_channel }: Pick<Effective, 'channels' | 'results_channel'>,
): void {
  const here = [channelId, channel?.isThread() ? channel.parentId : null];
  const right = [own, ...channels, ...(results_channel === null ? [] : [results_channel])];
  if (right.some((id) => here.includes(id))) return;
  throw new UserError(
    'permission.channel',
    say('permissions.channel', {
      channels: [own, ...channels].map((id) => `<#${id}>`).join(', '),
    }),
  );
}
