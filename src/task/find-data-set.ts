import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { say } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import type { DataSet } from './data-set.js';

const PARTS = ['train', 'dev', 'test'] as const;

/**
 * Finds a data folder by name under the roots (or by path, if it lies in one of them) and its three files:
 * `train.jsonl` or one `…-train.jsonl`, likewise dev and test; then hashes them.
 * @param anywhere whether a whole path may lie outside the roots: for people at a terminal, who could copy it there anyway
 * @throws UserError `data.folder` | `data.file` saying which are there and what to do.
 */
export async function findDataSet(
  name: string,
  roots: readonly string[],
  { anywhere = false }: { anywhere?: boolean } = {},
): Promise<DataSet> {
  const folder = await findFolder(name, anywhere && isAbsolute(name) ? [...roots, name] : roots);
  const names = (await readdir(folder)).filter((file) => file.endsWith('.jsonl'));
  const [train, dev, test] = PARTS.map((part) => pickFile(folder, names, part)) as [string, string, string];
  const hash = createHash('sha256');
  for (const file of [train, dev, test]) await pipeline(createReadStream(file), hash, { end: false });
  return { folder, train, dev, test, hash: hash.digest('hex') };
}

/** Whether the files still are what they were when they were hashed. @throws UserError where one is missing */
export async function isUnchanged({ folder, hash }: DataSet): Promise<boolean> {
  return (await findDataSet(folder, [folder])).hash === hash;
}

/** Names of the data folders under the roots, for autocomplete and error sentences. */
export async function listDataSets(roots: readonly string[]): Promise<string[]> {
  const names: string[] = [];
  for (const root of roots) {
    const entries = await readdir(root, { withFileTypes: true }).catch(() => []);
    names.push(...entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name));
  }
  return [...new Set(names)].sort();
}

async function findFolder(name: string, roots: readonly string[]): Promise<string> {
  for (const root of roots) {
    const candidate = isAbsolute(name) ? name : resolve(root, name);
    const real = await realpath(candidate).catch(() => undefined);
    const realRoot = await realpath(root).catch(() => undefined);
    if (real && realRoot && isInside(real, realRoot) && (await stat(real)).isDirectory()) return real;
  }
  const known = await listDataSets(roots);
  const asked = { name: name.slice(0, 100), roots: roots.join(', ') };
  throw new UserError(
    'data.folder',
    known.length > 0
      ? say('fileErrors.folder', { ...asked, known: known.map((one) => `data:${one}`).join(', ') })
      : say('fileErrors.no_folder', asked),
  );
}

/** Paths that people type must stay under a configured root. */
export function isInside(path: string, root: string): boolean {
  const way = relative(root, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function pickFile(folder: string, names: readonly string[], part: (typeof PARTS)[number]): string {
  if (names.includes(`${part}.jsonl`)) return join(folder, `${part}.jsonl`);
  const matches = names.filter((name) => name.endsWith(`-${part}.jsonl`));
  if (matches.length === 1 && matches[0]) return join(folder, matches[0]);
  throw new UserError(
    'data.file',
    matches.length === 0
      ? say('fileErrors.missing', { folder, part })
      : say('fileErrors.many', { folder, part, count: matches.length, files: matches.join(', ') }),
  );
}
