import type { APIEmbed, InteractionEditReplyOptions, JSONEncodable, RepliableInteraction } from 'discord.js';
import { textsFor } from './language-of-answer.js';
import { CONTENT, cut } from './limits.js';
import { isExpired } from './reply-error.js';
import type { Texts } from '../texts/texts.js';
import { textFile, wholeOf } from './whole-text.js';

type Answer = InteractionEditReplyOptions & { content?: string };

/**
 * Answers a deferred interaction; where its 15 minutes are over, with a message of the bot's own in the channel, which
 * mentions who asked. What does not fit is attached as a file, with its beginning shown and a line
 * that says so.
 */
export async function answer(interaction: RepliableInteraction, message: Answer): Promise<void> {
  const whole = withFile(message, nameOf(interaction), textsFor(interaction));
  const quiet = { allowedMentions: { parse: [] }, ...whole };
  try {
    await interaction.editReply(quiet);
  } catch (error) {
    const { channel, user } = interaction;
    if (!isExpired(error) || !channel?.isSendable()) throw error;
    const { content = '', embeds = [], files = [] } = whole;
    await channel.send({
      content: cut(`<@${user.id}> ${content}`.trim(), CONTENT),
      embeds,
      files,
      allowedMentions: { users: [user.id] },
    });
  }
}

/** Discord takes at most ten files; a message of ours has two or three. */
function withFile(message: Answer, name: string, { t }: Texts): Answer {
  const { content = '', embeds = [], files = [] } = message;
  const texts = [
    wholeOf(message) ?? (content.length > CONTENT ? content : undefined),
    ...embeds.map((embed: APIEmbed | JSONEncodable<APIEmbed>) => wholeOf(embed)),
  ].filter((text) => text !== undefined);
  if (texts.length === 0) return message;
  const line = t('messages.attached', { file: name });
  return {
    ...message,
    content: content === '' ? line : `${cut(content, CONTENT - line.length - 1)}\n${line}`,
    files: [...files, textFile(name, texts.join('\n\n'))],
  };
}

/** `results-list.md` */
function nameOf(interaction: RepliableInteraction): string {
  if (!interaction.isChatInputCommand()) return 'answer.md';
  return `${[interaction.commandName, interaction.options.getSubcommand(false)].filter(Boolean).join('-')}.md`;
}
