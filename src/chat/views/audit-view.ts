import type { APIEmbed } from 'discord.js';
import type { AuditEntry } from '../../audit/audit-log.js';
import type { Texts } from '../../texts/texts.js';
import { cut, fitEmbed, fitLines, plain } from '../limits.js';

const ICON = { done: '✅', refused: '✋', failed: '❌' } as const;

/** The last actions, newest first. */
export function auditView(entries: readonly AuditEntry[], { t }: Texts): APIEmbed {
  const lines = entries.map(({ at, by, via, what, options, outcome, why }) => {
    const typed = Object.entries(options).map(([name, value]) => `${name}:${value}`);
    const who = by.id === null ? plain(by.name) : `<@${by.id}>`;
    const place = via === 'terminal' ? ` (${t('audit.terminal')})` : '';
    const words = cut([what, ...typed].join(' ').replaceAll(/[`\n]/g, ' '), 120);
    return `${ICON[outcome]} <t:${Math.floor(Date.parse(at) / 1000)}:f> ${who}${place} \`${words}\` ${t(`audit.${outcome}`)}${why ? ` (${plain(why)})` : ''}`;
  });
  return fitEmbed(
    {
      color: 0x5865f2,
      title: t('audit.title'),
      description: lines.length > 0 ? fitLines(lines).join('\n') : t('audit.nothing'),
    },
    lines,
  );
}
