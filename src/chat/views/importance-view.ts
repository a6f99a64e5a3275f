import type { APIEmbed } from 'discord.js';
import type { Importance, OptionImportance } from '../../runs/importance/find-importance.js';
import { percent } from '../../runs/percent.js';
import type { Texts } from '../../texts/texts.js';
import { fitEmbed, fitLines, plain } from '../limits.js';
import { score } from './format.js';

/** Which options mattered, with what each value scored on average, and how far all of it can be trusted. */
export function importanceView(found: Importance, texts: Texts): APIEmbed {
  const { t } = texts;
  const { options, runs, few, data, constant, explained, trees, shuffles } = found;
  const lines = [
    ...(few ? [t('importance.few', { runs })] : []),
    explained > 0 ? t('importance.explained', { share: percent(explained) }) : t('importance.nothing'),
    ...options.map((option) => optionLine(option, texts)),
  ];
  return fitEmbed(
    {
      color: 0x5865f2,
      title: t('importance.title', { runs, data }),
      description: fitLines(lines).join('\n'),
      fields: constant.length > 0 ? [{ name: t('importance.constant'), value: constant.join(', ') }] : [],
      footer: {
        text: t('importance.footer', { trees, shuffles }),
      },
    },
    lines,
  );
}

function optionLine({ names, importance, matters, means }: OptionImportance, { t }: Texts): string {
  const values = means
    .map(({ value, runs, micro_f1 }) => `${plain(value)} ${score(micro_f1)} (${runs})`)
    .join(', ');
  const joined = names.map(plain).join(' + ');
  const name = matters ? `**${joined}**` : joined;
  const shown = importance.toFixed(2);
  return [
    names.length > 1 ? t('importance.together', { names: name }) : name,
    matters ? shown : t('importance.chance', { importance: shown }),
    values && `· ${values}`,
  ]
    .filter(Boolean)
    .join(' ');
}
