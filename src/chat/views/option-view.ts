import type { APIEmbed } from 'discord.js';
import type { OptionHelp } from '../../runs/explain-option.js';
import type { Texts } from '../../texts/texts.js';
import { fitEmbed, plain } from '../limits.js';
import { aboutOption } from '../localise.js';

/** One option: what it is, may be, and is by default, with a line to type. */
export function optionView(
  { name, description, allowed, defaults, chat, source }: OptionHelp,
  texts: Texts,
): APIEmbed {
  const { t } = texts;
  const lines = defaults.map(({ of, value }) => `${plain(of)}: **${plain(value)}**`);
  return fitEmbed({
    color: 0x5865f2,
    title: t('optionHelp.title', { name }),
    description: plain(aboutOption(name, description, texts)),
    fields: [
      { name: t('optionHelp.may'), value: plain(allowed) },
      ...(lines.length > 0 ? [{ name: t('optionHelp.default'), value: lines.join('\n') }] : []),
      { name: t('optionHelp.type'), value: `\`${chat}\`` },
      ...(source === null ? [] : [{ name: t('optionHelp.from'), value: plain(source) }]),
    ],
  });
}
