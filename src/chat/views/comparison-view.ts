import type { APIEmbed } from 'discord.js';
import type { Comparison } from '../../runs/compare/compare-two.js';
import type { Difference } from '../../runs/compare/difference.js';
import { averagesLine } from '../../runs/compare/averages-line.js';
import { countFlips } from '../../runs/compare/flips.js';
import { valueText } from '../../runs/compare/spec-differences.js';
import { fitEmbed, plain } from '../limits.js';
import { score, signed } from './format.js';

/** Two runs: the difference with its interval, that of each label, what flipped, and what differs in the specs. */
export function comparisonView(comparison: Comparison): APIEmbed {
  const { first, second, micro, examples, resamples, seed, flips } = comparison;
  const verdict = micro.distinguishable
    ? `Run ${micro.difference > 0 ? second.id : first.id} is better on these examples: the interval leaves zero out.`
    : `**Not distinguishable**: the interval holds zero.`;
  const averages = averagesLine(first, second);
  const flipped = countFlips(flips);
  return fitEmbed({
    color: micro.distinguishable ? 0x22a55e : 0x8b93a1,
    title: `Run ${second.id} against run ${first.id} · ${micro.distinguishable ? signed(micro.difference) : 'not distinguishable'}`,
    description: [
      `dev micro-F1 ${score(micro.first)} (run ${first.id}) → ${score(micro.second)} (run ${second.id}): **${signed(micro.difference)}**, 95 % interval ${interval(micro)}`,
      verdict,
      ...(averages ? [averages] : []),
      `\`\`\`\n${labelLines(comparison.perLabel)}\n\`\`\``,
    ].join('\n'),
    fields: [
      { name: 'What differs in the spec', value: specText(comparison) },
      {
        name: 'Flipped',
        value: [
          `${flipped.right_to_wrong} examples right → wrong, ${flipped.wrong_to_right} wrong → right (all labels of an example)`,
          `${flipped.worse_labels} single answers right → wrong, ${flipped.better_labels} wrong → right, in ${flipped.examples} examples`,
        ].join('\n'),
      },
    ],
    footer: {
      text: `${resamples.toLocaleString('en')} paired resamples of ${examples.toLocaleString('en')} dev examples, seed ${seed}. * = interval off zero, which chance alone brings one label in twenty. It says nothing of other seeds.`,
    },
  });
}

/** `−0.0010 … +0.0255` */
export const interval = ({ low, high }: Pick<Difference, 'low' | 'high'>): string =>
  `${signed(low)} … ${signed(high)}`;

/** One line a label, narrow enough for a phone: name, difference, interval, and an asterisk where that is off zero. */
function labelLines(perLabel: Comparison['perLabel']): string {
  const rows = Object.entries(perLabel);
  const width = Math.max(...rows.map(([label]) => label.length));
  const short = (value: number) => `${value >= 0 ? '+' : '−'}${Math.abs(value).toFixed(3)}`;
  return rows
    .map(
      ([label, { difference, low, high, distinguishable }]) =>
        `${label.padEnd(width)} ${short(difference)} [${short(low)} ${short(high)}]${distinguishable ? ' *' : ''}`,
    )
    .join('\n');
}

function specText({ spec, first, second }: Comparison): string {
  const lines = spec.map(
    ({ name, first: one, second: other }) =>
      `\`${name}\` ${plain(valueText(one))} → ${plain(valueText(other))}`,
  );
  if (codeOf(first) !== codeOf(second)) lines.push(`code ${codeOf(first)} → ${codeOf(second)}`);
  return lines.join('\n') || 'Nothing.';
}

const codeOf = ({ code }: Comparison['first']): string => `${code.commit}${code.dirty ? ' (changed)' : ''}`;
