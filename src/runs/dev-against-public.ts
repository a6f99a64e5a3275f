import { type Texts, textsIn } from '../texts/texts.js';
import { mean, pearson, spearman } from './correlation.js';
import type { PublicEntry } from './public-ranking.js';

/** Of fewer, a coefficient says nothing. */
const LEAST = 3;

export type Agreement = {
  runs: number;
  submissions: number;
  /** Have a public score too, but on other data: their dev scores do not compare. */
  others: number;
  /** From -1 to 1; undefined with fewer than three, and where one of the scores is the same for all. */
  pearson: number | undefined;
  spearman: number | undefined;
  /** Of public minus dev, with its sign and without; undefined with fewer than three. */
  mean_difference: number | undefined;
  mean_absolute_difference: number | undefined;
};

/** How well dev predicts the leaderboard, over what has both, on the data of what was scored last. */
export function devAgainstPublic(ranked: readonly PublicEntry[]): Agreement {
  const both = ranked.filter((one) => one.dev !== undefined);
  const last = both.reduce<PublicEntry | undefined>(
    (latest, one) => (latest && latest.at >= one.at ? latest : one),
    undefined,
  );
  const pairs = both.flatMap((one) =>
    one.dev !== undefined && one.dataHash === last?.dataHash ? [{ ...one, dev: one.dev }] : [],
  );
  const enough = pairs.length >= LEAST;
  const dev = pairs.map((pair) => pair.dev);
  const shown = pairs.map((pair) => pair.public);
  const differences = pairs.map((pair) => pair.public - pair.dev);
  return {
    runs: pairs.filter((pair) => 'run' in pair).length,
    submissions: pairs.filter((pair) => 'submission' in pair).length,
    others: ranked.length - pairs.length,
    pearson: enough ? pearson(dev, shown) : undefined,
    spearman: enough ? spearman(dev, shown) : undefined,
    mean_difference: enough ? mean(differences) : undefined,
    mean_absolute_difference: enough ? mean(differences.map(Math.abs)) : undefined,
  };
}

/** In a sentence or two; empty where nothing has a public score. */
export function sayAgreement(agreement: Agreement, texts: Texts = textsIn('en')): string {
  const { t } = texts;
  const { runs, submissions, others, pearson: r, spearman: rho } = agreement;
  const { mean_difference, mean_absolute_difference } = agreement;
  if (runs + submissions === 0) return '';
  const over = counted(runs, submissions, texts);
  const rest = others > 0 ? ` ${t('ranking.agreement.others', { count: others })}` : '';
  if (mean_difference === undefined || mean_absolute_difference === undefined)
    return `${t('ranking.agreement.few', { least: LEAST, over })}${rest}`;
  const coefficients =
    r === undefined || rho === undefined
      ? t('ranking.agreement.flat')
      : t('ranking.agreement.coefficients', { pearson: r.toFixed(2), spearman: rho.toFixed(2) });
  const side = mean_difference < 0 ? 'below' : 'above';
  const said = t(`ranking.agreement.${side}`, {
    ...{ over, coefficients, absolute: mean_absolute_difference.toFixed(4) },
    mean: Math.abs(mean_difference).toFixed(4),
  });
  return `${said}${rest}`;
}

function counted(runs: number, submissions: number, { t }: Texts): string {
  const names = {
    runs: t('ranking.agreement.over.runs', { count: runs }),
    submissions: t('ranking.agreement.over.submissions', { count: submissions }),
  };
  if (submissions === 0) return names.runs;
  return runs === 0 ? names.submissions : t('ranking.agreement.over.both', names);
}
