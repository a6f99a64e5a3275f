import { type Client, PermissionFlagsBits } from 'discord.js';
import { unlessRefused } from './discord-refusal.js';

/** What the bot does in a channel, by the names that Discord's settings show. */
const NEEDED = {
  'View Channel': PermissionFlagsBits.ViewChannel,
  'Send Messages': PermissionFlagsBits.SendMessages,
  'Send Messages in Threads': PermissionFlagsBits.SendMessagesInThreads,
  'Create Public Threads': PermissionFlagsBits.CreatePublicThreads,
  'Embed Links': PermissionFlagsBits.EmbedLinks,
  'Attach Files': PermissionFlagsBits.AttachFiles,
  'Read Message History': PermissionFlagsBits.ReadMessageHistory,
} as const;

/** The names of the permissions that the bot lacks in a channel; undefined where it does not see the channel. */
export async function missingPermissions(
  client: Client<true>,
  channelId: string,
): Promise<string[] | undefined> {
  const channel = await unlessRefused(
    () => client.channels.fetch(channelId),
    () => undefined,
  );
  if (!channel || channel.isDMBased()) return undefined;
  const has = channel.permissionsFor(client.user);
  return Object.entries(NEEDED).flatMap(([name, flag]) => (has?.has(flag) ? [] : [name]));
}
