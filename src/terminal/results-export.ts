import { writeFile } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { exportRuns } from '../sheet/export/export-runs.js';
import type { Runs } from '../runs/runs.js';
import { say, textsIn } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import type { Answer } from './verb.js';
import type { Words } from './words.js';

/**
 * `results export format:xlsx out:runs.xlsx [where:"loss=asl"]`; without `format` the file's ending says it.
 * @throws UserError what to type instead; `export.out` where it cannot be written
 */
export async function resultsExport({ options: { out, ...typed } }: Words, runs: Runs): Promise<Answer> {
  const path = String(out ?? '');
  // cli.ts makes it a whole one: whoever carries the verb out was started elsewhere.
  if (!isAbsolute(path)) throw new UserError('export.out', say('imports.export.out'));
  const options = /\.xlsx$/i.test(path) ? { format: 'xlsx', ...typed } : typed;
  const { labels } = runs.task;
  const { bytes, runs: count } = await exportRuns(options, runs.store.list(), { labels, language: 'en' });
  try {
    await writeFile(path, bytes);
  } catch (cause) {
    const why = (cause as NodeJS.ErrnoException).code ?? String(cause);
    throw new UserError('export.out', say('imports.export.unwritable', { path, why }), { cause });
  }
  const size = Math.ceil(bytes.length / 1000);
  return {
    json: { file: path, runs: count, bytes: bytes.length },
    text: textsIn('en').t('imports.export.written', { count, path, size }),
  };
}
