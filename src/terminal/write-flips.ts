import { writeFile } from 'node:fs/promises';
import type { Compared } from '../runs/compare/compare.js';
import { comparisonNames } from '../runs/compare/comparison-names.js';
import { flipsCsv } from '../runs/compare/flips-csv.js';
import { explainDisk } from '../runs/explain-disk.js';
import { textsIn } from '../texts/texts.js';
import { UserError } from '../user-error.js';

/** What people may have mistyped in a path. */
const MISTAKES: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such folder. Make it, or write elsewhere',
  ENOTDIR: 'a part of the path is no folder. Write elsewhere',
  EISDIR: 'it is a folder. Name a file in it',
  EACCES: 'one may not write there. Write elsewhere',
  EPERM: 'one may not write there. Write elsewhere',
  EROFS: 'one may not write there. Write elsewhere',
};

/**
 * Writes the flipped examples of two runs as the table that the channel gets.
 * @param file a whole path; what is there is replaced
 * @returns how many examples
 * @throws UserError `compare.csv` where there is no table to write or the file cannot be written, `disk.full`
 */
export async function writeFlips(compared: Compared, file: string): Promise<number> {
  if (compared.kind !== 'two')
    throw new UserError(
      'compare.csv',
      'Only two runs have a table of flipped examples: type `results compare 12 15 csv:flips.csv`.',
    );
  const { comparison } = compared;
  try {
    await writeFile(file, flipsCsv(comparison.flips, comparisonNames(comparison, textsIn('en'))));
  } catch (error) {
    const mistake = MISTAKES[(error as NodeJS.ErrnoException).code ?? ''];
    if (mistake === undefined) throw explainDisk(error, 'The table was not written');
    throw new UserError('compare.csv', `${file} cannot be written: ${mistake}.`, { cause: error });
  }
  return comparison.flips.length;
}
