import type { APIEmbed } from 'discord.js';
import type { OptionHelp } from '../../runs/explain-option.js';
import { fitEmbed, plain } from '../limits.js';

/** One option: what it is, may be, and is by default, with a line to type. */
export function optionView({ name, description, allowed, defaults, chat, source }: OptionHelp): APIEmbed {
  const lines = defaults.map(({ of, value }) => `${plain(of)}: **${plain(value)}**`);
  return fitEmbed({
    color: 0x5865f2,
    title: `Option ${name}`,
    description: plain(description),
    fields: [
      { name: 'May be', value: plain(allowed) },
      ...(lines.length > 0 ? [{ name: 'Default', value: lines.join('\n') }] : []),
      { name: 'Type', value: `\`${chat}\`` },
      ...(source === null ? [] : [{ name: 'From', value: plain(source) }]),
    ],
  });
}
