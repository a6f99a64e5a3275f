import { cpus, totalmem } from 'node:os';
import type { NamedConfig } from './bench-config.js';
import type { BenchRow } from './bench-row.js';
import { measureConfig, type MeasureOptions } from './measure-config.js';

/** What all configurations gave, and a line on what they ran. */
export type EngineMeasurements = { rows: BenchRow[]; machine: string };

/**
 * Measures configurations one after the other.
 * @throws UserError where a process cannot be started, refuses or ends early
 */
export async function measureEngine(
  configs: readonly NamedConfig[],
  options: MeasureOptions,
): Promise<EngineMeasurements> {
  const rows: BenchRow[] = [];
  const versions = new Set<string>();
  if (options.python === undefined)
    options.progress(
      'BENCH_PYTHON is not set, so Labmate is measured alone. Let it name a Python with torch and transformers to compare.',
    );
  for (const config of configs) {
    const measured = await measureConfig(config, options);
    rows.push(measured.row);
    for (const one of measured.versions) versions.add(one);
    if (measured.device !== 'cpu') versions.add(measured.device);
  }
  return { rows, machine: [machine(), ...versions].join('; ') };
}

function machine(): string {
  const model = cpus()[0]?.model ?? 'unknown';
  return `${cpus().length} cores (${model}), ${Math.round(totalmem() / 2 ** 30)} GiB`;
}
