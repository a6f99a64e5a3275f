import type { APIEmbed } from 'discord.js';
import type { ComparedGroup, PairsComparison } from '../../runs/compare/compare-pairs.js';
import { pairNames } from '../../runs/compare/pair-names.js';
import { fitEmbed, fitLines, plain } from '../limits.js';
import { interval } from './comparison-view.js';
import { signed } from './format.js';

/** All pairs that differ in one option alone: the mean of each two values, then its pairs. */
export function pairsView({ by, groups, examples, resamples, seed }: PairsComparison): APIEmbed {
  const lines = groups.flatMap((group) => [headLine(group, by), ...pairLines(group, by)]);
  const shown = fitLines(lines);
  const more = lines.length - shown.length;
  const pairs = groups.reduce((sum, group) => sum + group.pairs.length, 0);
  return fitEmbed({
    color: 0x5865f2,
    title: `By ${by}: ${pairs} ${pairs === 1 ? 'pair' : 'pairs'} of runs that differ in nothing else`,
    description: [
      ...shown,
      ...(more > 0 ? [`… and ${more} more; \`results compare\` in a terminal has all`] : []),
    ].join('\n'),
    footer: {
      text: `dev micro-F1 at 0.5, 95 % intervals from ${resamples.toLocaleString('en')} paired resamples of ${examples.toLocaleString('en')} dev examples (seed ${seed}), the same for all pairs. * = off zero.`,
    },
  });
}

function headLine({ from, to, mean, pairs }: ComparedGroup, by: string): string {
  const verdict = mean.distinguishable ? '' : ' · **not distinguishable**';
  const count = pairs.length === 1 ? '1 pair' : `mean of ${pairs.length} pairs`;
  return `**${by}:${plain(from)} → ${plain(to)}** ${signed(mean.difference)} (${interval(mean)}), ${count}${verdict}`;
}

function pairLines({ pairs }: ComparedGroup, by: string): string[] {
  const names = pairNames(pairs, by);
  return pairs.map(
    ({ first, second, micro }, at) =>
      `- run ${first.id} → ${second.id}: ${signed(micro.difference)} (${interval(micro)})${micro.distinguishable ? ' \\*' : ''}${names[at] ? ` · \`${names[at]}\`` : ''}`,
  );
}
