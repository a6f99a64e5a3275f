import { UserError } from '../user-error.js';

/** What is asked of a configuration; see docs/engine-bench.md. Ratios are Labmate's number over PyTorch's. */
export type Target = {
  ratio?: number;
  memoryRatio?: number;
  /** Milliseconds of building the step and taking it for the first time. */
  firstMs?: number;
  /** How many times faster an epoch with bucketing is than one in which every batch is padded. */
  speedup?: number;
};

/**
 * One encoder and what is done with it: `train` takes steps, `predict` runs forward only, `epoch` trains once through
 * the sample data. Heads are width / 64, the inner width is 4 x width.
 */
export type BenchConfig = {
  kind: 'train' | 'predict' | 'epoch';
  layers: number;
  width: number;
  /** Texts a step. */
  batch: number;
  /** Tokens a text; the longest one of an epoch. */
  length: number;
  dropout: number;
};

export type NamedConfig = BenchConfig & { name: string; target: Target };

const DEFAULTS: readonly (readonly [name: string, target: Target])[] = [
  ['12x256 32x64', { ratio: 0.95, memoryRatio: 1, firstMs: 4000 }],
  ['4x128 16x64', { ratio: 0.85 }],
  ['12x768 8x64', { ratio: 1 }],
  ['12x256 32x64 dropout 0.1', { ratio: 0.9 }],
  ['4x128 16x64 dropout 0.1', { ratio: 0.8 }],
  ['12x256 64x64 predict', { ratio: 0.95 }],
  ['4x128 64x64 predict', { ratio: 0.95 }],
  ['4x128 16x128 epoch', { speedup: 2 }],
];

const FORM = /^(\d+)x(\d+) (\d+)x(\d+)(?: (predict|epoch)|(?: dropout (0(?:\.\d+)?)))?$/;

/** What is measured when nobody asks for less. */
export const defaultConfigs: readonly NamedConfig[] = DEFAULTS.map(([name, target]) => {
  const config = parse(name);
  if (!config) throw new Error(`${name} is no configuration`);
  return { ...config, name, target };
});

/**
 * The configurations that `configs:` asks for, separated by commas: a whole one, spaces or hyphens between its parts
 * (`12x256-32x64-dropout-0.1`), or a part of the names of those that are measured by default (`predict`).
 * @throws UserError `bench.configs` naming what was not understood
 */
export function pickConfigs(typed: string | undefined): readonly NamedConfig[] {
  if (typed === undefined) return defaultConfigs;
  const picked = typed.split(',').flatMap((one) => {
    const name = one.trim().replaceAll(/[-\s]+/g, ' ');
    const known = defaultConfigs.find((config) => config.name === name);
    const config = known ?? parse(name);
    if (config) return [{ target: {}, ...config, name }];
    const some = name ? defaultConfigs.filter((other) => other.name.includes(name)) : [];
    if (some.length === 0) refuse(one);
    return some;
  });
  return picked.filter(({ name }, i) => picked.findIndex((other) => other.name === name) === i);
}

function refuse(typed: string): never {
  throw new UserError(
    'bench.configs',
    `There is no configuration “${typed.slice(0, 60)}”. Type layers x width, then texts x tokens, for example \`configs:12x256-32x64\`, ` +
      '`configs:4x128-16x64-dropout-0.1` or `configs:4x128-64x64-predict` (width in steps of 64, at most 512 tokens), or a part of a default one: ' +
      `${defaultConfigs.map(({ name }) => name).join(', ')}.`,
  );
}

function parse(name: string): BenchConfig | undefined {
  const [, layers, width, batch, length, mode, dropout] = FORM.exec(name) ?? [];
  const config: BenchConfig = {
    kind: mode === 'predict' || mode === 'epoch' ? mode : 'train',
    layers: Number(layers),
    width: Number(width),
    batch: Number(batch),
    length: Number(length),
    dropout: Number(dropout ?? 0),
  };
  return within(config.layers, 48) &&
    within(config.width / 64, 64) &&
    within(config.batch, 4096) &&
    within(config.length, 512)
    ? config
    : undefined;
}

function within(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= most;
}
