import { averagesLine } from '../runs/compare/averages-line.js';
import type { Compared } from '../runs/compare/compare.js';
import type { PairsComparison } from '../runs/compare/compare-pairs.js';
import type { Comparison } from '../runs/compare/compare-two.js';
import type { Difference } from '../runs/compare/difference.js';
import { countFlips } from '../runs/compare/flips.js';
import { pairNames } from '../runs/compare/pair-names.js';
import { valueText } from '../runs/compare/spec-differences.js';

/** `results compare` for people in a terminal. */
export const compareText = (compared: Compared): string =>
  compared.kind === 'two' ? twoText(compared.comparison) : pairsText(compared.comparison);

/** The same with `--json`: differences are second minus first. */
export const compareJson = (compared: Compared): object =>
  compared.kind === 'two' ? twoJson(compared.comparison) : pairsJson(compared.comparison);

const signed = (value: number): string => `${value < 0 ? '-' : '+'}${Math.abs(value).toFixed(4)}`;
const between = ({ difference, low, high }: Pick<Difference, 'difference' | 'low' | 'high'>): string =>
  `${signed(difference)}  [${signed(low)}, ${signed(high)}]`;

function twoText({ first, second, micro, perLabel, spec, flips, examples, resamples }: Comparison): string {
  const width = Math.max(...Object.keys(perLabel).map((label) => label.length));
  const flipped = countFlips(flips);
  const averages = averagesLine(first, second);
  return [
    `Run ${second.id} against run ${first.id}: dev micro-F1 ${micro.second.toFixed(4)} against ${micro.first.toFixed(4)}`,
    `  difference   ${between(micro)}  ${micro.distinguishable ? 'more than chance' : 'not distinguishable'}`,
    ...Object.entries(perLabel).map(
      ([label, one]) =>
        `  ${label.padEnd(width)} ${between(one)}  ${one.first.toFixed(4)} -> ${one.second.toFixed(4)}${one.distinguishable ? ' *' : ''}`,
    ),
    `  flipped      ${flipped.right_to_wrong} examples right -> wrong, ${flipped.wrong_to_right} wrong -> right; ${flipped.worse_labels} and ${flipped.better_labels} single answers (--json has them all)`,
    `  spec         ${spec.map(({ name, first: one, second: other }) => `${name}: ${valueText(one)} -> ${valueText(other)}`).join(', ') || 'nothing differs'}`,
    ...(averages ? [`  parts        ${averages}`] : []),
    `  95 % intervals from ${resamples} paired resamples of ${examples} dev examples`,
  ].join('\n');
}

function twoJson(comparison: Comparison): object {
  const { first, second, micro, perLabel, spec, flips, examples, resamples, seed } = comparison;
  return {
    runs: [first.id, second.id],
    dev: { micro_f1: micro },
    per_label: perLabel,
    averages: averagesLine(first, second) || null,
    spec: Object.fromEntries(spec.map(({ name, first: one, second: other }) => [name, [one, other]])),
    flipped: countFlips(flips),
    flips: flips.map(({ example, ...flip }) => ({ id: example.id, ...flip })),
    ...{ examples, resamples, seed },
  };
}

function pairsText({ by, groups, examples, resamples }: PairsComparison): string {
  return [
    ...groups.flatMap(({ from, to, mean, pairs }) => {
      const names = pairNames(pairs, by);
      return [
        `${by}:${from} -> ${by}:${to}  ${between(mean)}  ${pairs.length === 1 ? '1 pair' : `mean of ${pairs.length} pairs`}, ${mean.distinguishable ? 'more than chance' : 'not distinguishable'}`,
        ...pairs.map(({ first, second, micro }, at) =>
          `  run ${first.id} -> run ${second.id}  ${between(micro)}  ${micro.first.toFixed(4)} -> ${micro.second.toFixed(4)}${micro.distinguishable ? ' *' : ''}  ${names[at] ?? ''}`.trimEnd(),
        ),
      ];
    }),
    `95 % intervals from ${resamples} paired resamples of ${examples} dev examples, the same for all pairs`,
  ].join('\n');
}

function pairsJson({ by, groups, examples, resamples, seed }: PairsComparison): object {
  return {
    by,
    groups: groups.map(({ pairs, ...group }) => ({
      ...group,
      pairs: pairs.map(({ first, second, micro }) => ({ runs: [first.id, second.id], micro_f1: micro })),
    })),
    ...{ examples, resamples, seed },
  };
}
