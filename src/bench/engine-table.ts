import type { BenchRow } from './bench-row.js';

/** Losses without dropout may differ by this much. */
const SAME = 1e-5;

/** Share of the cores in the hands of others from which on numbers are not to be trusted. */
const BUSY = 0.1;

const HEAD = [
  'configuration',
  'Labmate, ms',
  'PyTorch, ms',
  'ratio',
  'memory, MiB',
  'first step, s',
  'last loss',
  'largest difference',
];

/** The measurements as a Markdown table, columns aligned, so that a terminal shows it as well. */
export function engineTable(rows: readonly BenchRow[]): string {
  const steps = rows.filter(({ speedup }) => speedup === undefined);
  const epochs = rows.filter(({ speedup }) => speedup !== undefined);
  const table = steps.length > 0 ? [markdown([HEAD, ...steps.map(cells)])] : [];
  return [...table, ...epochs.map(epochLine), ...noise(rows)].join('\n\n');
}

/** A warning where the numbers were taken on a busy machine. */
function noise(rows: readonly BenchRow[]): string[] {
  const worst = Math.max(...rows.map(({ others_share }) => others_share));
  if (worst < BUSY) return [];
  const disturbed = rows.filter(({ others_share }) => others_share >= BUSY).map(({ config }) => config);
  return [
    `Other programs took up to ${Math.round(100 * worst)} % of the cores meanwhile (${disturbed.join(', ')}): these numbers say little. Measure again when the machine is quiet.`,
  ];
}

function cells(row: BenchRow): string[] {
  const { ratio, firstMs } = row.target;
  const disturbed = row.others_share >= BUSY;
  const first = judged({ value: row.labmate_first_ms, most: firstMs, format: seconds, disturbed });
  return [
    row.config,
    milliseconds(row.labmate_ms, row.labmate_fastest_ms),
    row.pytorch_ms === null ? '–' : milliseconds(row.pytorch_ms, row.pytorch_fastest_ms),
    row.ratio === null ? '–' : judged({ value: row.ratio, most: ratio, disturbed }),
    memory(row),
    row.pytorch_first_ms === null ? first : `${first} : ${seconds(row.pytorch_first_ms)}`,
    lastLoss(row),
    row.largest_difference === null
      ? '–'
      : row.largest_difference.toExponential(0) + (row.largest_difference <= SAME ? '' : ' ✗'),
  ];
}

function memory({ labmate_mb, pytorch_mb, memory_ratio, target }: BenchRow): string {
  if (pytorch_mb === null || memory_ratio === null) return String(labmate_mb);
  return `${labmate_mb} : ${pytorch_mb}, ${judged({ value: memory_ratio, most: target.memoryRatio })}`;
}

function lastLoss({ labmate_losses, pytorch_losses }: BenchRow): string {
  const last = [labmate_losses.at(-1), pytorch_losses?.at(-1)].filter((loss) => loss != null);
  return last.length === 0 ? '–' : last.map((loss) => loss.toFixed(6)).join(' : ');
}

function epochLine(row: BenchRow): string {
  const { config, labmate_ms, padded_ms = NaN, speedup = NaN, steps, target, others_share } = row;
  const least = target.speedup;
  const verdict = others_share >= BUSY ? '?' : speedup >= (least ?? 0) ? '✓' : '✗';
  return (
    `${config}, ${steps} steps over the sample data: ${seconds(labmate_ms)} s with bucketing, ` +
    `${seconds(padded_ms)} s with every batch padded: ${speedup.toFixed(2)} times faster` +
    `${least === undefined ? '' : ` (≥ ${least} ${verdict})`}.`
  );
}

type Judged = {
  value: number;
  /** What was asked for, where something was. */
  most: number | undefined;
  format?: (value: number) => string;
  /** Whether it was taken while others used the machine: then it is not judged. */
  disturbed?: boolean;
};

function judged({ value, most, format = (ratio) => ratio.toFixed(2), disturbed = false }: Judged): string {
  if (most === undefined) return format(value);
  return `${format(value)} (≤ ${format(most)} ${disturbed ? '?' : value <= most ? '✓' : '✗'})`;
}

/** The median, and in brackets the fastest. */
const milliseconds = (median: number, fastest: number | null): string =>
  fastest === null ? String(rounded(median)) : `${rounded(median)} (${rounded(fastest)})`;

const rounded = (ms: number): number => (ms < 100 ? Number(ms.toFixed(1)) : Math.round(ms));
const seconds = (ms: number): string => (ms / 1000).toFixed(1);

function markdown(rows: readonly (readonly string[])[]): string {
  const columns = rows[0]?.length ?? 0;
  const widths = Array.from({ length: columns }, (_, i) =>
    Math.max(...rows.map((row) => row[i]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}
