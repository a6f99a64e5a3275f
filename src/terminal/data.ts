import type { Settings } from '../config/settings.js';
import { checkOption, refuseUnknown } from '../runs/check-option.js';
import { runOptions } from '../runs/options.js';
import { describeData } from '../task/describe-data.js';
import { findDataSet } from '../task/find-data-set.js';
import { UserError } from '../user-error.js';
import { dataText } from './data-text.js';
import type { Answer } from './verb.js';
import { wholePaths } from './whole-paths.js';
import type { Words } from './words.js';

/**
 * `lab data [NAME|data:NAME]`: what is in a data set. Needs neither the store nor the bot.
 * @throws UserError what to type instead, or the file and the line that is wrong
 */
export async function runData(
  { options, plain }: Words,
  { settings, cwd }: { settings: Settings; cwd: string },
): Promise<Answer> {
  refuseUnknown(Object.keys(options), ['data']);
  if (plain.length + Object.keys(options).length > 1)
    throw new UserError('data.words', 'Type one data set: `data kote8`, or `data data:kote8`.');
  const typed = options.data ?? plain[0] ?? settings.labmate.defaults.data;
  const [word = ''] = await wholePaths([`data:${typed}`], { cwd, models: [] });
  const name = checkOption('data', runOptions.data, word.slice('data:'.length));
  const found = await findDataSet(String(name), settings.dataRoots, { anywhere: true });
  const report = await describeData(found, settings.task.labels);
  return { json: report, text: dataText(report) };
}
