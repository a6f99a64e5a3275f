import type { DataReport } from './describe-data.js';

/** What of a data set makes its scores doubtful, a sentence each; none where all is well. */
export function dataWarnings({ labels, train, dev, test, overlap }: DataReport): string[] {
  const warnings: string[] = [];
  for (const [part, { folded, contradicting }] of [
    ['dev', overlap.dev],
    ['test', overlap.test],
  ] as const)
    if (folded > 0)
      warnings.push(
        `${count(folded, 'text')} of ${part} ${folded === 1 ? 'is' : 'are'} in train, too` +
          (contradicting > 0 ? `, ${contradicting} with other answers` : '') +
          (part === 'dev' ? ': dev scores flatter' : ''),
      );
  for (const [part, { repeats, empty }] of [
    ['train', train],
    ['dev', dev],
    ['test', test],
  ] as const) {
    if (repeats.contradicting > 0)
      warnings.push(
        `${count(repeats.contradicting, 'line')} of ${part} ${repeats.contradicting === 1 ? 'contradicts' : 'contradict'} an earlier line (same text and target)`,
      );
    if (empty > 0) warnings.push(`${count(empty, 'text')} of ${part} ${empty === 1 ? 'is' : 'are'} empty`);
  }
  for (const [part, { answers }] of [
    ['train', train],
    ['dev', dev],
  ] as const) {
    const missing = labels.filter((_, label) => answers.per_label[label] === 0);
    if (missing.length > 0) warnings.push(`no line of ${part} has ${missing.join(', ')}`);
  }
  return warnings;
}

const count = (number: number, noun: string): string =>
  `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
