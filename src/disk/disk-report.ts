import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Texts, textsIn } from '../texts/texts.js';
import type { Run } from '../runs/run.js';
import { isInside } from '../task/find-data-set.js';
import { bytesBelow } from './files-below.js';
import type { RetentionPlan } from './retention.js';
import { RUN_PARTS, type RunPart, type RunSize, wholeSize } from './run-size.js';

/** Bytes free for Labmate, and of the whole disk. */
export type Space = { free: number; total: number };

/** What takes space; all numbers are bytes. */
export type DiskReport = {
  home: string;
  space: Space;
  runs: { count: number; bytes: number; parts: Record<RunPart, number> };
  /** Runs by number, the largest first. */
  largest: { run: string; bytes: number; checkpoints: number }[];
  /** Hugging Face's cache, which other programs of this user share. */
  models: { folder: string; bytes: number; largest: { name: string; bytes: number }[] };
  backups: number;
  submissions: number;
  /** All else under LABMATE_HOME: the store, the log, the practice guild. */
  other: number;
  plan: RetentionPlan;
};

const LARGEST = 5;

/** What runs take together, and the largest of them. */
export function sumRuns(sizes: ReadonlyMap<string, RunSize>): Pick<DiskReport, 'runs' | 'largest'> {
  const parts = { checkpoints: 0, state: 0, scores: 0, logs: 0, other: 0 };
  for (const size of sizes.values()) for (const part of RUN_PARTS) parts[part] += size[part];
  const largest = [...sizes]
    .map(([run, size]) => ({ run, bytes: wholeSize(size), checkpoints: size.checkpoints }))
    .sort((a, b) => b.bytes - a.bytes || Number(a.run) - Number(b.run))
    .slice(0, LARGEST);
  return { runs: { count: sizes.size, bytes: wholeSize(parts), parts }, largest };
}

/** Each model of the cache; a data set or a lock in it counts, too. */
export async function measureModels(folder: string): Promise<DiskReport['models']> {
  const models: { name: string; bytes: number }[] = [];
  for (const entry of await readdir(folder).catch(() => [])) {
    const name = entry.replace(/^models--/, '').replaceAll('--', '/');
    models.push({ name, bytes: await bytesBelow(join(folder, entry)) });
  }
  models.sort((a, b) => b.bytes - a.bytes || (a.name < b.name ? -1 : 1));
  const largest = models.filter(({ bytes }) => bytes > 0).slice(0, LARGEST);
  return { folder, bytes: models.reduce((sum, { bytes }) => sum + bytes, 0), largest };
}

/** What lies under LABMATE_HOME beside the runs. */
export async function measureRest(
  home: string,
  models: Pick<DiskReport['models'], 'folder' | 'bytes'>,
): Promise<Pick<DiskReport, 'backups' | 'submissions' | 'other'>> {
  let other = 0;
  for (const name of await readdir(home).catch(() => [])) {
    if (['runs', 'backups', 'submissions'].includes(name)) continue;
    const path = join(home, name);
    const found = await lstat(path).catch(() => undefined);
    other += found?.isFile() ? found.size : await bytesBelow(path);
  }
  // A cache of models under LABMATE_HOME has been measured already.
  if (isInside(models.folder, home)) other = Math.max(0, other - models.bytes);
  const backups = await bytesBelow(join(home, 'backups'));
  return { backups, submissions: await bytesBelow(join(home, 'submissions')), other };
}

/** Bytes that the plan frees. */
export const planned = ({ free }: RetentionPlan): number => free.reduce((sum, { bytes }) => sum + bytes, 0);

/** In the order of their numbers, `12, 15, 17`, and how many more where there are many. */
export function runNumbers(runs: readonly Run[], most = 20, { t }: Texts = textsIn('en')): string {
  const shown = runs
    .map(({ id }) => id)
    .sort((a, b) => Number(a) - Number(b))
    .slice(0, most);
  const named = shown.join(', ');
  return runs.length > most ? t('disk.more', { runs: named, more: runs.length - most }) : named;
}

/** `run 12`, or `runs 12, 15, 17`. */
export const nameRuns = (runs: readonly Run[], most: number, texts: Texts): string =>
  runs.length === 1
    ? texts.t('disk.run', { run: runs[0]?.id ?? '' })
    : texts.t('disk.runs', { runs: runNumbers(runs, most, texts) });
