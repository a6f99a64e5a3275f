import type { APIEmbed } from 'discord.js';
import type { Comparison } from '../../runs/compare/compare-two.js';
import type { Difference } from '../../runs/compare/difference.js';
import { averagesLine } from '../../runs/compare/averages-line.js';
import { countFlips } from '../../runs/compare/flips.js';
import { valueText } from '../../runs/compare/spec-differences.js';
import type { Texts } from '../../texts/texts.js';
import { fitEmbed, plain } from '../limits.js';
import { codeText, columns, padColumns, score, signed } from './format.js';

/** Two runs: the difference with its interval, that of each label, what flipped, and what differs in the specs. */
export function comparisonView(comparison: Comparison, texts: Texts): APIEmbed {
  const { t } = texts;
  const { first, second, micro, examples, resamples, seed, flips } = comparison;
  const verdict = micro.distinguishable
    ? t('comparison.better', { run: micro.difference > 0 ? second.id : first.id })
    : t('comparison.neither');
  const averages = averagesLine(first, second, texts);
  const flipped = countFlips(flips);
  const runs = { first: first.id, second: second.id };
  return fitEmbed({
    color: micro.distinguishable ? 0x22a55e : 0x8b93a1,
    title: t('comparison.title', {
      ...runs,
      verdict: micro.distinguishable ? signed(micro.difference) : t('comparison.indistinguishable'),
    }),
    description: [
      t('comparison.scores', {
        ...{ ...runs, first_score: score(micro.first), second_score: score(micro.second) },
        ...{ difference: signed(micro.difference), interval: interval(micro) },
      }),
      verdict,
      ...(averages ? [averages] : []),
      `\`\`\`\n${labelLines(comparison.perLabel)}\n\`\`\``,
    ].join('\n'),
    fields: [
      { name: t('comparison.differs'), value: specText(comparison, texts) },
      {
        name: t('comparison.flipped'),
        value: [
          t('comparison.examples', { worse: flipped.right_to_wrong, better: flipped.wrong_to_right }),
          t('comparison.answers', {
            ...{ worse: flipped.worse_labels, better: flipped.better_labels },
            examples: flipped.examples,
          }),
        ].join('\n'),
      },
    ],
    footer: {
      text: t('comparison.footer', {
        ...{ resamples: resamples.toLocaleString('en'), examples: examples.toLocaleString('en'), seed },
      }),
    },
  });
}

/** `−0.0010 … +0.0255` */
export const interval = ({ low, high }: Pick<Difference, 'low' | 'high'>): string =>
  `${signed(low)} … ${signed(high)}`;

/** One line a label, narrow enough for a phone: name, difference, interval, and an asterisk where that is off zero. */
function labelLines(perLabel: Comparison['perLabel']): string {
  const rows = Object.entries(perLabel);
  const width = Math.max(...rows.map(([label]) => columns(label)));
  const short = (value: number) => `${value >= 0 ? '+' : '−'}${Math.abs(value).toFixed(3)}`;
  return rows
    .map(
      ([label, { difference, low, high, distinguishable }]) =>
        `${padColumns(label, width)} ${short(difference)} [${short(low)} ${short(high)}]${distinguishable ? ' *' : ''}`,
    )
    .join('\n');
}

function specText({ spec, first, second }: Comparison, texts: Texts): string {
  const { t } = texts;
  const codes = { first: codeText(first, texts), second: codeText(second, texts) };
  const lines = spec.map(
    ({ name, first: one, second: other }) =>
      `\`${name}\` ${plain(valueText(one))} → ${plain(valueText(other))}`,
  );
  if (codes.first !== codes.second) lines.push(t('comparison.code', codes));
  return lines.join('\n') || t('comparison.nothing');
}
