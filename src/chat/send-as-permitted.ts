import type { APIEmbed, JSONEncodable, Message, MessageCreateOptions, SendableChannels } from 'discord.js';
import type { Texts } from '../texts/texts.js';
import { CONTENT, cut } from './limits.js';

/**
 * Sends a message as far as the bot may: without files where it may not attach any, and with its embeds as text where it
 * may not embed. That a picture is missing is said; what is to be done is told to the administrators
 * (watch-permissions.ts).
 */
export function sendAsPermitted(
  channel: SendableChannels,
  message: MessageCreateOptions,
  texts: Texts,
): Promise<Message> {
  const has = channel.isDMBased() ? null : channel.permissionsFor(channel.client.user);
  // Not to know is no reason to leave something out.
  const mayAttach = has?.has('AttachFiles') ?? true;
  const mayEmbed = has?.has('EmbedLinks') ?? true;
  const files = message.files?.length ?? 0;
  if ((mayAttach || files === 0) && (mayEmbed || !message.embeds?.length)) return channel.send(message);
  const embeds = (message.embeds ?? []).map(plainEmbed);
  const said = [
    message.content,
    ...(mayEmbed ? [] : embeds.map(embedText)),
    ...(mayAttach || files === 0 ? [] : [texts.t('rights.no_files')]),
  ];
  const content = cut(said.filter(Boolean).join('\n'), CONTENT);
  return channel.send({
    ...message,
    content,
    embeds: mayEmbed ? embeds.map((embed) => (mayAttach ? embed : withoutPictures(embed))) : [],
    files: mayAttach ? (message.files ?? []) : [],
  });
}

const plainEmbed = (embed: APIEmbed | JSONEncodable<APIEmbed>): APIEmbed =>
  'toJSON' in embed ? embed.toJSON() : embed;

/** Pictures that are files of the message; those with an address of their own stay. */
function withoutPictures({ image, thumbnail, ...rest }: APIEmbed): APIEmbed {
  const isFile = (one: { url: string } | undefined) => one?.url.startsWith('attachment://') === true;
  return {
    ...rest,
    ...(image && !isFile(image) ? { image } : {}),
    ...(thumbnail && !isFile(thumbnail) ? { thumbnail } : {}),
  };
}

function embedText({ title, description, fields = [] }: APIEmbed): string {
  const parts = fields.map(({ name, value }) => `**${name}** ${value}`);
  return [title && `**${title}**`, description, ...parts].filter(Boolean).join('\n');
}
