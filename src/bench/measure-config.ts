import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectRoot } from '../config/settings.js';
import { BenchChild } from './bench-child.js';
import type { BenchConfig, NamedConfig } from './bench-config.js';
import { OtherPrograms, quietMoment } from './cores.js';
import { type BenchRow, benchRow, epochRow } from './bench-row.js';
import { type OpenRequest, preparedSchema } from './protocol.js';
import { Runner } from './runner.js';
import { turns } from './statistics.js';

export type MeasureOptions = {
  /** A Python with torch and transformers; Labmate is measured alone without one. */
  python: string | undefined;
  /** Counted steps of each program. */
  steps: number;
  /** One line of what goes on. */
  progress: (line: string) => void;
  /** Ends all processes at once when it is aborted. */
  signal?: AbortSignal | undefined;
};

export type Measured = { row: BenchRow; versions: string[]; device: string };

/** Steps that are not counted: the first, which builds what it needs, and those in which memory settles. */
const WARM_UP = 3;
/** Short turns, so that whatever else the machine does meets both programs alike. */
const TURN = 3;
const EPOCH_TURN = 8;

const LABMATE = fileURLToPath(new URL('./labmate/child.js', import.meta.url));
const PYTORCH = join(projectRoot, 'bench', 'pytorch.py');

/** AdamW and clipping as in Labmate's runs. */
const OPTIMIZER = { rate: 1e-4, decay: 0.01, clip: 1 };

/**
 * Measures one configuration, each program in a process of its own; the processes take turns.
 * @throws UserError where a process cannot be started, refuses or ends early
 */
export async function measureConfig(config: NamedConfig, options: MeasureOptions): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'labmate-bench-'));
  // The end of the process may come before the end of this function.
  const clean = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', clean);
  const children: BenchChild[] = [];
  const start = (name: string, command: string, args: string[]) => {
    const child = new BenchChild({ name, command, args, signal: options.signal });
    children.push(child);
    return child;
  };
  try {
    const parts = { config, folder, options, start };
    return await (config.kind === 'epoch' ? measureEpoch(parts) : measureSteps(parts));
  } finally {
    for (const child of children) child.stop();
    process.off('exit', clean);
    clean();
  }
}

type Parts = {
  config: NamedConfig;
  folder: string;
  options: MeasureOptions;
  start: (name: string, command: string, args: string[]) => BenchChild;
};

async function measureSteps({ config, folder, options, start }: Parts): Promise<Measured> {
  const { python, steps, progress } = options;
  if (python !== undefined) {
    progress(`${config.name}: Labmate writes weights and batches for PyTorch`);
    const writer = start('Labmate', process.execPath, [LABMATE]);
    await writer.ask({ op: 'prepare', config: shapeOf(config), folder }, preparedSchema);
    writer.stop();
  }
  progress(`${config.name}: Labmate starts`);
  const ours = await Runner.open(start('Labmate', process.execPath, [LABMATE]), request(config, folder));
  const runners = [ours];
  const { device } = ours.opened;
  if (python !== undefined) {
    progress(`${config.name}: PyTorch starts`);
    const child = start('PyTorch', python, [PYTORCH]);
    const where = { device: device === 'cpu' ? 'cpu' : 'cuda' } as const;
    runners.push(await Runner.open(child, { ...request(config, folder), ...where }));
  }
  for (const runner of runners) await runner.warmUp(WARM_UP);
  const others = new OtherPrograms();
  let done = 0;
  for (const [i, turn] of turns(steps, TURN).entries()) {
    // Neither is always the first.
    for (const runner of i % 2 === 0 ? runners : runners.toReversed()) {
      // Programs suffer differently from others beside them: torch's threads spin while they wait.
      if (runners.length > 1) await quietMoment();
      await runner.go(turn, others);
    }
    done += turn;
    progress(`${config.name}: ${done} of ${steps} steps, ${runners.map(lastStep).join(', ')}`);
  }
  const [labmate, pytorch] = await Promise.all(runners.map((runner) => runner.close()));
  if (!labmate) throw new Error('nothing was measured');
  return {
    row: benchRow(config, { labmate, pytorch, othersShare: others.share }),
    versions: runners.map(({ opened }) => opened.says),
    device,
  };
}

const lastStep = ({ counted }: Runner, i: number): string =>
  `${i === 0 ? 'Labmate' : 'PyTorch'} ${Math.round(counted.at(-1) ?? NaN)} ms`;

async function measureEpoch({ config, folder, options, start }: Parts): Promise<Measured> {
  const { progress } = options;
  progress(`${config.name}: Labmate starts twice, with bucketing and with padding`);
  const open = (bucket: boolean) =>
    Runner.open(start('Labmate', process.execPath, [LABMATE]), { ...request(config, folder), bucket });
  const bucketed = await open(true);
  const padded = await open(false);
  const runners = [bucketed, padded];
  for (const runner of runners) await runner.warmUp(WARM_UP);
  const others = new OtherPrograms();
  const steps = bucketed.opened.steps ?? 0;
  let done = 0;
  for (const turn of turns(steps, EPOCH_TURN)) {
    for (const runner of runners) await runner.go(turn, others);
    done += turn;
    progress(`${config.name}: ${done} of ${steps} steps`);
  }
  const { says, device } = bucketed.opened;
  return {
    row: epochRow(config, {
      bucketed: await bucketed.close(),
      padded: await padded.close(),
      othersShare: others.share,
    }),
    versions: [says],
    device,
  };
}

const request = (config: NamedConfig, folder: string): OpenRequest => ({
  ...{ op: 'open', config: shapeOf(config), folder, device: 'cpu', bucket: false },
  ...OPTIMIZER,
});

const shapeOf = ({ kind, layers, width, batch, length, dropout }: NamedConfig): BenchConfig => ({
  ...{ kind, layers, width, batch, length, dropout },
});
