import type { BenchRow } from './bench-row.js';

/** Losses without dropout may differ by this much. */
const SAME = 1e-5;

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
  return [...table, ...epochs.map(epochLine)].join('\n\n');
}

function cells(row: BenchRow): string[] {
  const { target } = row;
  const first = judged(seconds(row.labmate_first_ms), row.labmate_first_ms, target.firstMs, seconds);
  return [
    row.config,
    String(rounded(row.labmate_ms)),
    row.pytorch_ms === null ? '–' : String(rounded(row.pytorch_ms)),
    row.ratio === null ? '–' : judged(row.ratio.toFixed(2), row.ratio, target.ratio),
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
  return `${labmate_mb} : ${pytorch_mb}, ${judged(memory_ratio.toFixed(2), memory_ratio, target.memoryRatio)}`;
}

function lastLoss({ labmate_losses, pytorch_losses }: BenchRow): string {
  const last = [labmate_losses.at(-1), pytorch_losses?.at(-1)].filter((loss) => loss != null);
  return last.length === 0 ? '–' : last.map((loss) => loss.toFixed(6)).join(' : ');
}

function epochLine({ config, labmate_ms, padded_ms, speedup, target, steps }: BenchRow): string {
  const asked = target.speedup;
  const how = (speedup ?? NaN).toFixed(2);
  const verdict =
    asked === undefined ? '' : ` (asked for: at least ${asked} ${(speedup ?? 0) >= asked ? '✓' : '✗'})`;
  return (
    `${config}, ${steps} steps over the sample data: ${seconds(labmate_ms)} s with bucketing, ` +
    `${seconds(padded_ms ?? NaN)} s with every batch padded: ${how} times faster${verdict}.`
  );
}

/** A number with what was asked for, where something was. */
function judged(
  text: string,
  value: number,
  most: number | undefined,
  format: (value: number) => string = String,
): string {
  return most === undefined ? text : `${text} (≤ ${format(most)} ${value <= most ? '✓' : '✗'})`;
}

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
