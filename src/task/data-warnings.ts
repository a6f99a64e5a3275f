import { type Texts, textsIn } from '../texts/texts.js';
import type { DataReport } from './describe-data.js';

/** What of a data set makes its scores doubtful, a sentence each; none where all is well. */
export function dataWarnings(
  { labels, train, dev, test, overlap }: DataReport,
  { t }: Texts = textsIn('en'),
): string[] {
  const warnings: string[] = [];
  for (const [part, { folded, contradicting }] of [
    ['dev', overlap.dev],
    ['test', overlap.test],
  ] as const)
    if (folded > 0) {
      const found = t('data.warnings.overlap', { part, ...counted(folded) });
      const all = contradicting > 0 ? t('data.warnings.answers', { overlap: found, contradicting }) : found;
      warnings.push(part === 'dev' ? t('data.warnings.flatter', { overlap: all }) : all);
    }
  for (const [part, { repeats, empty }] of [
    ['train', train],
    ['dev', dev],
    ['test', test],
  ] as const) {
    if (repeats.contradicting > 0)
      warnings.push(t('data.warnings.contradict', { part, ...counted(repeats.contradicting) }));
    if (empty > 0) warnings.push(t('data.warnings.empty', { part, ...counted(empty) }));
  }
  for (const [part, { answers }] of [
    ['train', train],
    ['dev', dev],
  ] as const) {
    const missing = labels.filter((_, label) => answers.per_label[label] === 0);
    if (missing.length > 0) warnings.push(t('data.warnings.missing', { part, labels: missing.join(', ') }));
  }
  return warnings;
}

const counted = (count: number) => ({ count, number: count.toLocaleString('en') });
