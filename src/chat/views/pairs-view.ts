import type { APIEmbed } from 'discord.js';
import type { ComparedGroup, PairsComparison } from '../../runs/compare/compare-pairs.js';
import { pairNames } from '../../runs/compare/pair-names.js';
import type { Texts } from '../../texts/texts.js';
import { fitEmbed, fitLines, plain } from '../limits.js';
import { interval } from './comparison-view.js';
import { signed } from './format.js';

/** All pairs that differ in one option alone: the mean of each two values, then its pairs. */
export function pairsView(
  { by, groups, examples, resamples, seed }: PairsComparison,
  texts: Texts,
): APIEmbed {
  const { t } = texts;
  const lines = groups.flatMap((group) => [headLine(group, by, texts), ...pairLines(group, by, texts)]);
  const shown = fitLines(lines);
  const more = lines.length - shown.length;
  const pairs = groups.reduce((sum, group) => sum + group.pairs.length, 0);
  return fitEmbed(
    {
      color: 0x5865f2,
      title: t('comparison.pairs.title', { by, count: pairs }),
      description: [...shown, ...(more > 0 ? [t('comparison.pairs.more', { count: more })] : [])].join('\n'),
      footer: {
        text: t('comparison.pairs.footer', {
          ...{ resamples: resamples.toLocaleString('en'), examples: examples.toLocaleString('en'), seed },
        }),
      },
    },
    lines,
  );
}

function headLine({ from, to, mean, pairs }: ComparedGroup, by: string, { t }: Texts): string {
  const verdict = mean.distinguishable ? '' : ` · **${t('comparison.indistinguishable')}**`;
  const head = t('comparison.pairs.head', {
    ...{ change: `**${by}:${plain(from)} → ${plain(to)}**`, count: pairs.length },
    ...{ difference: signed(mean.difference), interval: interval(mean) },
  });
  return `${head}${verdict}`;
}

function pairLines({ pairs }: ComparedGroup, by: string, { t }: Texts): string[] {
  const names = pairNames(pairs, by);
  return pairs.map(({ first, second, micro }, at) => {
    const line = t('comparison.pairs.line', {
      ...{ first: first.id, second: second.id },
      ...{ difference: signed(micro.difference), interval: interval(micro) },
    });
    return `- ${line}${micro.distinguishable ? ' \\*' : ''}${names[at] ? ` · \`${names[at]}\`` : ''}`;
  });
}
