import type { ButtonInteraction, ChatInputCommandInteraction } from 'discord.js';
import { type Texts, textsIn } from '../texts/texts.js';
import type { Lab } from './command.js';
import { unlessRefused } from './discord-refusal.js';
import { CONTENT, cut } from './limits.js';

/** Says in the channel what somebody changed for all, in the server's language. Pings nobody. */
export async function tellChannel(
  interaction: ChatInputCommandInteraction | ButtonInteraction,
  lines: (texts: Texts) => string[],
  { preferences }: Pick<Lab, 'preferences'>,
): Promise<void> {
  const { channel, user } = interaction;
  if (!channel?.isSendable()) return;
  const texts = textsIn(preferences.get().language);
  const content = cut(`⚙️ <@${user.id}>\n${lines(texts).join('\n')}`, CONTENT);
  // It is done, and in the audit log, whether or not it can be told.
  await unlessRefused(
    async () => void (await channel.send({ content, allowedMentions: { parse: [] } })),
    () => undefined,
  );
}
