import type { APIEmbed } from 'discord.js';
import { wholeOf, withWhole } from './whole-text.js';

/** Discord's limits of an embed, in characters (API v10, "Embed Limits"). */
const TITLE = 256;
const DESCRIPTION = 4096;
const FIELDS = 25;
const FIELD_NAME = 256;
const FIELD_VALUE = 1024;
const FOOTER = 2048;
const WHOLE = 6000;
export const CONTENT = 2000;
export const THREAD_NAME = 100;
/** Bytes of a file. */
export const ATTACHMENT = 10 * 1024 * 1024;

/** Cuts a text to at most `max` UTF-16 units, between characters, with an ellipsis where something is missing. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  let end = max - 1;
  const last = text.charCodeAt(end - 1);
  if (last >= 0xd800 && last <= 0xdbff) end--;
  return `${text.slice(0, end)}…`;
}

/** As many whole lines as fit into a description, so that none is cut in the middle of its link. */
export function fitLines(lines: readonly string[]): string[] {
  const room = DESCRIPTION - 50;
  let used = 0;
  return lines.filter((line) => (used += line.length + 1) <= room);
}

/**
 * The one place where embeds are made to fit: every view's embed goes through here. The text of one that does not fit
 * goes with it, to be attached where it is an answer (whole-text.ts).
 * @param lines what the description is to say, where it shows only those that fit
 */
export function fitEmbed(embed: APIEmbed, lines: readonly string[] = []): APIEmbed {
  const fitted = cutEmbed(embed);
  const isCut = JSON.stringify(fitted) !== JSON.stringify(embed);
  if (fitLines(lines).length < lines.length)
    return withWhole(fitted, textOf({ ...embed, description: lines.join('\n') }));
  return isCut ? withWhole(fitted, textOf(embed)) : fitted;
}

/** An embed's text, as Markdown. */
export function textOf({ title, description, fields = [], footer }: APIEmbed): string {
  const parts = fields.map(({ name, value }) => `**${name}**\n${value}`);
  return [title && `# ${title}`, description, ...parts, footer?.text].filter(Boolean).join('\n\n');
}

function cutEmbed(embed: APIEmbed): APIEmbed {
  const fitted: APIEmbed = { ...embed };
  if (embed.title !== undefined) fitted.title = cut(embed.title, TITLE);
  if (embed.description !== undefined) fitted.description = cut(embed.description, DESCRIPTION);
  if (embed.footer) fitted.footer = { ...embed.footer, text: cut(embed.footer.text, FOOTER) };
  if (embed.fields)
    fitted.fields = embed.fields.slice(0, FIELDS).map((field) => ({
      ...field,
      name: cut(field.name, FIELD_NAME),
      value: cut(field.value, FIELD_VALUE),
    }));
  while (lengthOf(fitted) > WHOLE && fitted.fields && fitted.fields.length > 0)
    fitted.fields = fitted.fields.slice(0, -1);
  const over = lengthOf(fitted) - WHOLE;
  if (over > 0 && fitted.description)
    fitted.description = cut(fitted.description, Math.max(1, fitted.description.length - over));
  return fitted;
}

/** Embeds of one message share Discord's limit of the whole: the last one's text gives way. */
export function fitTogether(embeds: readonly APIEmbed[]): APIEmbed[] {
  const over = embeds.reduce((sum, embed) => sum + lengthOf(embed), 0) - WHOLE;
  const last = embeds.at(-1);
  if (over <= 0 || !last?.description) return [...embeds];
  const description = cut(last.description, Math.max(1, last.description.length - over));
  // Made of an embed that fitted by itself: its whole text is its own.
  return [...embeds.slice(0, -1), withWhole({ ...last, description }, wholeOf(last) ?? textOf(last))];
}

function lengthOf({ title, description, footer, author, fields }: APIEmbed): number {
  const texts = [title, description, footer?.text, author?.name];
  for (const field of fields ?? []) texts.push(field.name, field.value);
  return texts.reduce((sum, text) => sum + (text?.length ?? 0), 0);
}

const MARKDOWN = /([\\`*_~|>#[\]()-])/g;

/** What people typed, shown as they typed it: Discord's markdown in it is escaped, but not in addresses. */
export const plain = (text: string): string =>
  text
    .split(/(https?:\/\/[^\s<>]+)/)
    .map((part, at) => (at % 2 === 1 ? part : part.replace(MARKDOWN, '\\$1')))
    .join('');
