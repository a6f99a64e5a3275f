import { filesBelow } from './files-below.js';

/** The parts of a run's folder. `checkpoints` and `state` can be made again; nothing else can be freed. */
export const RUN_PARTS = ['checkpoints', 'state', 'scores', 'logs', 'other'] as const;
export type RunPart = (typeof RUN_PARTS)[number];
/** Bytes. */
export type RunSize = Readonly<Record<RunPart, number>>;

/** A run of several folds or seeds has a folder for each below `parts/`. */
const IN_PARTS = '^(?:parts/[^/]+/)?';
const PARTS: readonly (readonly [RunPart, RegExp])[] = [
  ['checkpoints', new RegExp(`${IN_PARTS}checkpoint(?:-last)?/`)],
  ['state', new RegExp(`${IN_PARTS}state/`)],
  ['scores', /(?:^|\/)[\w-]*scores\.jsonl$/],
  ['logs', /(?:^|\/)(?:events\.jsonl|log\.txt)(?:\.attempt-\d+)?$/],
];

const partOf = (path: string): RunPart => PARTS.find(([, pattern]) => pattern.test(path))?.[0] ?? 'other';

/** What a run's folder takes, by part. */
export async function runSize(folder: string): Promise<RunSize> {
  const size = { checkpoints: 0, state: 0, scores: 0, logs: 0, other: 0 };
  for await (const { path, bytes } of filesBelow(folder)) size[partOf(path)] += bytes;
  return size;
}

/** Bytes in all. */
export const wholeSize = (size: RunSize): number => RUN_PARTS.reduce((sum, part) => sum + size[part], 0);

/** Bytes that could be freed. */
export const freeableSize = ({ checkpoints, state }: RunSize): number => checkpoints + state;
