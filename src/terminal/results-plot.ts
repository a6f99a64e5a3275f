import { writeFile } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { plot } from '../chat/plot.js';
import type { Runs } from '../runs/runs.js';
import { textsIn } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import type { Words } from './words.js';

const EXAMPLE = 'results plot what:emotions run:12 file:run-12.png';

/**
 * `lab results plot what:curves run:12 file:x.png`: the channel's picture as a file.
 * @param plain the words after `plot`: a run's number
 * @throws UserError what to type instead; `plot.file` where it cannot be written
 */
export async function resultsPlot(
  { options: { file, ...options } }: Words,
  [run, ...rest]: readonly string[],
  runs: Runs,
): Promise<{ json: unknown; text: string }> {
  const path = String(file ?? '');
  // cli.ts makes it a whole one: whoever carries the verb out was started elsewhere.
  if (rest.length > 0 || !isAbsolute(path) || !path.toLowerCase().endsWith('.png'))
    throw new UserError('plot.file', `Name a PNG file to write: \`${EXAMPLE}\`.`);
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const typed = run === undefined ? options : { run, ...options };
  const { attachment, description } = await plot(typed, { runs, timeZone }, textsIn('en'));
  try {
    await writeFile(path, attachment);
  } catch (cause) {
    throw new UserError(
      'plot.file',
      `${path} cannot be written (${(cause as NodeJS.ErrnoException).code ?? String(cause)}). Name a file in a folder that is there.`,
      { cause },
    );
  }
  return {
    json: { file: path, bytes: attachment.length, shows: description },
    text: `${description}\n${path}`,
  };
}
