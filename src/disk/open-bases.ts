import { readFile, realpath } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { runFileSchema } from '../runs/run-folder.js';
import { isOpen, type Run } from '../runs/run.js';

/**
 * Runs from whose checkpoint an open run begins (`model:data/runs/12/checkpoint`, or a link in a model root to it), with
 * that run's number.
 */
export async function openBases(runs: readonly Run[], runsDir: string): Promise<Map<string, string>> {
  const bases = new Map<string, string>();
  const root = await realpath(runsDir).catch(() => runsDir);
  for (const { id } of runs.filter(isOpen)) {
    const folder = await modelFolder(join(runsDir, id, 'spec.json'));
    const [base = ''] = folder === undefined ? [] : relative(root, folder).split(sep);
    if (/^\d+$/.test(base)) bases.set(base, id);
  }
  return bases;
}

async function modelFolder(specFile: string): Promise<string | undefined> {
  try {
    const { model } = runFileSchema.parse(JSON.parse(await readFile(specFile, 'utf8')));
    const { folder } = model.settings;
    return typeof folder === 'string' ? await realpath(folder) : undefined;
  } catch {
    return undefined;
  }
}
