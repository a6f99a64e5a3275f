import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder: this file is dist/test/golden/read-golden.js. */
export const projectRoot = resolve(fileURLToPath(new URL('../../..', import.meta.url)));

export const goldenFile = (name: string): string => join(projectRoot, 'test', 'golden', name);

/** A reference file; its shape is described in test/golden/README.md and not checked again. */
export function readGolden<T>(name: string): T {
  return JSON.parse(readFileSync(goldenFile(name), 'utf8')) as T;
}
