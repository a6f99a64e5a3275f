import type { Metrics } from '../task/metrics.js';
import { type Texts, textsIn } from '../texts/texts.js';

/** The metrics beside micro- and macro-F1, in words: `weighted F1 0.8123, …`; empty for runs that are older than them. */
export function otherMetrics(
  { weighted_f1, samples_f1, exact_match, hamming_loss, average_precision_macro }: Metrics,
  { t }: Texts = textsIn('en'),
): string {
  const all = [
    ['weighted_f1', weighted_f1],
    ['samples_f1', samples_f1],
    ['exact_match', exact_match],
    ['hamming_loss', hamming_loss],
    ['average_precision', average_precision_macro],
  ] as const;
  return all
    .flatMap(([name, value]) =>
      value === undefined ? [] : [`${t(`words.metrics.${name}`)} ${value.toFixed(4)}`],
    )
    .join(', ');
}
