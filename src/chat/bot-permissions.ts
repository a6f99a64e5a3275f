import type { Client, PermissionsString } from 'discord.js';
import { unlessRefused } from './discord-refusal.js';

/** What the bot does in a channel; `rights` in src/texts has the names that Discord's settings show. */
const NEEDED = [
  'ViewChannel',
  'SendMessages',
  'SendMessagesInThreads',
  'CreatePublicThreads',
  'EmbedLinks',
  'AttachFiles',
  'ReadMessageHistory',
] as const satisfies readonly PermissionsString[];
export type NeededPermission = (typeof NEEDED)[number];

/** What the bot lacks in a channel; undefined where it does not find the channel. Without seeing it, that alone counts. */
export async function missingPermissions(
  client: Client<true>,
  channelId: string,
): Promise<NeededPermission[] | undefined> {
  const channel = await unlessRefused(
    () => client.channels.fetch(channelId),
    () => undefined,
  );
  if (!channel || channel.isDMBased()) return undefined;
  const has = channel.permissionsFor(client.user);
  const missing = NEEDED.filter((name) => !has?.has(name));
  return missing.includes('ViewChannel') ? ['ViewChannel'] : missing;
}
