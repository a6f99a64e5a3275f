import { refuseUnknown } from '../runs/check-option.js';
import { compare } from '../runs/compare/compare.js';
import { byNames, compareOptions, parseComparison } from '../runs/compare/parse-comparison.js';
import type { Runs } from '../runs/runs.js';
import { UserError } from '../user-error.js';
import { compareJson, compareText } from './compare-text.js';
import type { Words } from './words.js';
import { writeFlips } from './write-flips.js';

/**
 * `lab results compare 12 15`, `run:12 with:15`, `by:loss values:bce,asl`, or shorter `loss:bce,asl`;
 * of two runs `csv:FILE` writes the flipped examples, too.
 * @param plain the words after `compare`
 * @throws UserError what to type instead
 */
export async function resultsCompare(
  { options }: Words,
  plain: readonly string[],
  runs: Runs,
): Promise<{ json: unknown; text: string }> {
  const [run, other, ...rest] = plain;
  if (rest.length > 0)
    throw new UserError(
      'compare.what',
      'Two runs at a time: type `results compare 12 15`, or an option, `results compare loss:bce,asl`.',
    );
  const known = Object.keys(compareOptions);
  const short = Object.entries(options).filter(([name]) => byNames.includes(name) && !known.includes(name));
  refuseUnknown(Object.keys(options), [...known, 'csv', ...byNames]);
  if (short.length > 1)
    throw new UserError(
      'compare.what',
      `One option at a time, not ${short.map(([name]) => name).join(' and ')}: \`results compare loss:bce,asl\`.`,
    );
  const [by] = short;
  const named = Object.fromEntries(Object.entries(options).filter(([name]) => known.includes(name)));
  const compared = await compare(
    parseComparison({
      ...(run === undefined ? {} : { run }),
      ...(other === undefined ? {} : { with: other }),
      ...(by === undefined ? {} : { by: by[0], values: by[1] }),
      ...named,
    }),
    runs,
  );
  if (options.csv === undefined) return { json: compareJson(compared), text: compareText(compared) };
  const csv = String(options.csv);
  const count = await writeFlips(compared, csv);
  return {
    json: { ...compareJson(compared), csv },
    text: `${compareText(compared)}\n${count} flipped ${count === 1 ? 'example' : 'examples'} in ${csv}`,
  };
}
