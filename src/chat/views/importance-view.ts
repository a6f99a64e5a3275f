import type { APIEmbed } from 'discord.js';
import type { Importance, OptionImportance } from '../../runs/importance/find-importance.js';
import { percent } from '../../runs/percent.js';
import { fitEmbed, fitLines, plain } from '../limits.js';
import { score } from './format.js';

/** Which options mattered, with what each value scored on average, and how far all of it can be trusted. */
export function importanceView(found: Importance): APIEmbed {
  const { options, runs, few, data, constant, explained, trees, shuffles } = found;
  return fitEmbed({
    color: 0x5865f2,
    title: `Which options mattered: ${runs} finished runs on ${data}`,
    description: fitLines([
      ...(few ? [`⚠️ ${runs} runs: read with care.`] : []),
      explained > 0
        ? `The settings predict ${percent(explained)} of the variance in dev micro-F1 of runs that were left out.`
        : 'The settings predict nothing of the dev micro-F1 of runs that were left out: no bar here means much.',
      ...options.map(optionLine),
    ]).join('\n'),
    fields: constant.length > 0 ? [{ name: 'Never varied, so left out', value: constant.join(', ') }] : [],
    footer: {
      text: `Permutation importance of ${trees} trees (Breiman 2001), against ${shuffles} forests on shuffled scores (dashed line: chance, 95 %).`,
    },
  });
}

function optionLine({ names, importance, matters, means }: OptionImportance): string {
  const values = means
    .map(({ value, runs, micro_f1 }) => `${plain(value)} ${score(micro_f1)} (${runs})`)
    .join(', ');
  const together = names.length > 1 ? ' (always changed together)' : '';
  const name = names.map(plain).join(' + ');
  return `${matters ? `**${name}**` : name}${together} ${importance.toFixed(2)}${matters ? '' : ', not told from chance'}${values ? ` · ${values}` : ''}`;
}
