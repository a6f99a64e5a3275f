import { percent } from '../runs/percent.js';
import { dataWarnings } from '../task/data-warnings.js';
import type { DataReport, PartReport } from '../task/describe-data.js';
import type { Overlap, Repeats } from '../task/find-repeats.js';

/** A data set in lines, wide enough for a terminal. Lines of the files are counted from 1, as editors do. */
export function dataText(report: DataReport): string {
  const { folder, hash, labels, train, dev, test, overlap } = report;
  const files: [string, PartReport][] = [
    ['train', train],
    ['dev', dev],
    ['test', test],
  ];
  const { per_label, labels_per_text, together, pmi } = train.answers;
  const of = (count: number, { examples }: PartReport) => `${count} (${percent(count / examples)})`;
  return [
    folder,
    `SHA-256 ${hash}`,
    ...dataWarnings(report).map((warning) => `! ${warning}`),
    '',
    ...table([
      [
        '',
        'lines',
        'empty',
        'target',
        'median',
        '95 %',
        'longest',
        'repeated',
        'exactly',
        'contradicting',
        'other target',
      ],
      ...files.map(([name, { examples, empty, targets, lengths, repeats }]) => [
        ...[name, examples, empty, targets, lengths.median, lengths.p95, lengths.max],
        ...[repeats.folded, repeats.exact, repeats.contradicting, repeats.other_target],
      ]),
    ]),
    ...files.flatMap(([name, { repeats }]) => repeatLines(name, repeats)),
    ...(['dev', 'test'] as const).map((name) => overlapLine(name, overlap[name])),
    '',
    ...table([
      ['label', 'train', 'dev'],
      ...labels.map((label, at) => [
        label,
        of(per_label[at] ?? 0, train),
        of(dev.answers.per_label[at] ?? 0, dev),
      ]),
    ]),
    '',
    ...table([
      ['labels a text', 'train', 'dev'],
      ...labels_per_text.map((count, many) => [
        many,
        of(count, train),
        of(dev.answers.labels_per_text[many] ?? 0, dev),
      ]),
    ]),
    '',
    'Together in train: lines with both; below, PMI in bits (1 is twice as often as by chance)',
    ...table([['', ...labels], ...labels.map((label, row) => [label, ...(together[row] ?? [])])]),
    '',
    ...table([
      ['', ...labels],
      ...labels.map((label, row) => [label, ...(pmi[row] ?? []).map((bits) => bits?.toFixed(2) ?? '-')]),
    ]),
  ].join('\n');
}

function repeatLines(name: string, { examples, contradictions }: Repeats): string[] {
  const shown = (pairs: typeof examples) => pairs.map(({ line, of }) => `${line} = ${of}`).join(', ');
  return [
    ...(examples.length > 0
      ? [`${name}: lines that repeat another, the first of them: ${shown(examples)}`]
      : []),
    ...(contradictions.length > 0 ? [`${name}: with other answers: ${shown(contradictions)}`] : []),
  ];
}

function overlapLine(name: string, { exact, folded, same_target, contradicting, examples }: Overlap): string {
  const which = examples.map(({ line, of }) => `${line} = train ${of}`).join(', ');
  const more =
    folded === 0
      ? ''
      : ` (${exact} letter by letter, ${same_target} with the same target, ${contradicting} with other answers); the first of them: ${which}`;
  return `${name}: ${folded} texts are in train, too${more}`;
}

/** Columns of text, the first to the left, the others to the right. */
function table(rows: readonly (readonly (string | number)[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => String(row[column] ?? '').length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? String(cell).padEnd(widths[0] ?? 0) : String(cell).padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}
