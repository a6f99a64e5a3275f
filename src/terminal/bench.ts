import { pickConfigs } from '../bench/bench-config.js';
import { engineTable } from '../bench/engine-table.js';
import { measureEngine } from '../bench/measure-engine.js';
import { checkOption, refuseUnknown } from '../runs/check-option.js';
import type { OptionDef } from '../runs/option-def.js';
import { UserError } from '../user-error.js';
import type { Answer } from './verb.js';
import type { Words } from './words.js';

const USUAL_STEPS = 9;
const STEPS = {
  kind: 'integer',
  description: 'Counted steps of each program',
  min: 1,
  max: 1000,
  example: 'steps:9',
} as const satisfies OptionDef;

export type BenchOptions = {
  /** A Python with torch and transformers, or nothing to compare with. */
  python: string | undefined;
  progress: (line: string) => void;
  /** Ends the measured processes at once when it is aborted. */
  signal: AbortSignal;
};

/**
 * `lab bench engine [configs:…] [steps:9]`: the training step against PyTorch's. Needs neither the store nor the bot.
 * @throws UserError: what to type instead, or why nothing could be measured
 */
export async function runBench({ plain, options }: Words, how: BenchOptions): Promise<Answer> {
  if (plain.length !== 1 || plain[0] !== 'engine')
    throw new UserError(
      'bench.what',
      `Type \`bench engine\`, for example \`bench engine configs:4x128-16x64 steps:9\`; “${plain.join(' ').slice(0, 60)}” cannot be measured here.`,
    );
  refuseUnknown(Object.keys(options), ['configs', 'steps']);
  const configs = pickConfigs(options.configs === undefined ? undefined : String(options.configs));
  const steps = Number(checkOption('steps', STEPS, options.steps ?? USUAL_STEPS));
  const { rows, machine } = await measureEngine(configs, { ...how, steps });
  return { json: rows, text: `${engineTable(rows)}\n\n${machine}` };
}
