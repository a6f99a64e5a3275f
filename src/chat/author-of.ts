import { GuildMember, type RepliableInteraction } from 'discord.js';
import type { Author } from '../runs/run.js';

/** The person behind an interaction, by the name that the channel shows. */
export function authorOf({ member, user }: RepliableInteraction): Author {
  return { id: user.id, name: member instanceof GuildMember ? member.displayName : user.displayName };
}
