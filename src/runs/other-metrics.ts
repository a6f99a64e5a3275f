import type { Metrics } from '../task/metrics.js';

/** The metrics beside micro- and macro-F1, in words: `weighted F1 0.8123, …`; empty for runs that are older than them. */
export function otherMetrics({
  weighted_f1,
  samples_f1,
  exact_match,
  hamming_loss,
  average_precision_macro,
}: Metrics): string {
  const all = {
    ...{ 'weighted F1': weighted_f1, 'samples F1': samples_f1 },
    ...{ 'exact match': exact_match, 'Hamming loss': hamming_loss },
    'average precision': average_precision_macro,
  };
  return Object.entries(all)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value.toFixed(4)}`]))
    .join(', ');
}
