import { randomUUID } from 'node:crypto';
import { DiscordAPIError, MessageFlags, type RepliableInteraction, RESTJSONErrorCodes } from 'discord.js';
import type { Logger } from 'pino';
import type { Texts } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import { CONTENT, cut } from './limits.js';

/**
 * What a person reads of an error, in their language: a UserError's own sentence; a bug is logged under a reference and answered with it.
 */
export function errorText(error: unknown, log: Logger, context: object, { t, say }: Texts): string {
  if (error instanceof UserError) return cut(say(error.sentence), CONTENT);
  const reference = randomUUID().slice(0, 8);
  log.error({ err: error, reference, ...context }, 'a command failed');
  return t('messages.failed', { reference });
}

/** Answers where the interaction still can be answered: follow-up, edit of the deferred reply, or a reply. */
export async function replyError(
  interaction: RepliableInteraction,
  text: string,
  log: Logger,
): Promise<void> {
  const message = { content: text, allowedMentions: { parse: [] } };
  try {
    if (interaction.replied) await interaction.followUp({ ...message, flags: MessageFlags.Ephemeral });
    else if (interaction.deferred) await interaction.editReply({ ...message, embeds: [], components: [] });
    else await interaction.reply({ ...message, flags: MessageFlags.Ephemeral });
  } catch (error) {
    if (!isExpired(error)) return void log.error({ err: error }, 'an error could not be answered');
    // The token lives 15 minutes; what takes longer is said in the channel.
    const channel = interaction.channel;
    if (channel?.isSendable())
      await channel
        .send({
          ...message,
          content: cut(`<@${interaction.user.id}> ${text}`, CONTENT),
          allowedMentions: { users: [interaction.user.id] },
        })
        .catch((cause: unknown) => log.error({ err: cause }, 'an error could not be answered'));
  }
}

/** Answers a button that changes its own message: beside it, for whoever pressed. */
export async function replyBeside(
  interaction: RepliableInteraction,
  text: string,
  log: Logger,
): Promise<void> {
  await interaction
    .followUp({ content: text, allowedMentions: { parse: [] }, flags: MessageFlags.Ephemeral })
    .catch((error: unknown) => log.error({ err: error }, 'an error could not be answered'));
}

/** Discord no longer takes an answer to this interaction. */
export function isExpired(error: unknown): boolean {
  return (
    error instanceof DiscordAPIError &&
    [
      RESTJSONErrorCodes.UnknownInteraction,
      RESTJSONErrorCodes.InvalidWebhookToken,
      RESTJSONErrorCodes.UnknownWebhook,
    ].includes(error.code as number)
  );
}
