import type { InteractionEditReplyOptions, RepliableInteraction } from 'discord.js';
import { isExpired } from './reply-error.js';

/**
 * Answers a deferred interaction; where its 15 minutes are over, with a message of the bot's own in the channel, which
 * mentions who asked.
 */
export async function answer(
  interaction: RepliableInteraction,
  message: InteractionEditReplyOptions & { content?: string },
): Promise<void> {
  const quiet = { allowedMentions: { parse: [] }, ...message };
  try {
    await interaction.editReply(quiet);
  } catch (error) {
    const { channel, user } = interaction;
    if (!isExpired(error) || !channel?.isSendable()) throw error;
    const { content = '', embeds = [], files = [] } = message;
    await channel.send({
      content: `<@${user.id}> ${content}`.trim(),
      embeds,
      files,
      allowedMentions: { users: [user.id] },
    });
  }
}
