import { readFile } from 'node:fs/promises';
import { scoreLineSchema } from './run-folder.js';

export type ScoresCompared = {
  examples: number;
  /** Examples of which at least one logit differs, in whatever bit. */
  different: number;
  /** The largest distance between two logits. */
  largest: number;
};

/**
 * Compares two files of scores on the same examples. Equal to the bit is meant: a number is written so that reading it
 * gives the same 64 bits.
 * @returns undefined where a file is missing, cannot be read, or is about other examples
 */
export async function compareScores(before: string, after: string): Promise<ScoresCompared | undefined> {
  try {
    const [was, is] = [await read(before), await read(after)];
    if (was.length !== is.length) return undefined;
    const distances = was.map((line, at) => {
      const other = is[at];
      if (other?.id !== line.id || other.logits.length !== line.logits.length)
        throw new Error('other examples');
      return line.logits.map((logit, label) => distance(logit, other.logits[label] ?? Number.NaN));
    });
    return {
      examples: was.length,
      different: distances.filter((row) => row.some((one) => one > 0)).length,
      largest: distances.flat().reduce((largest, one) => Math.max(largest, one), 0),
    };
  } catch {
    return undefined;
  }
}

/** 0 for the same bits only: 0 and -0 are told apart. */
const distance = (a: number, b: number): number =>
  Object.is(a, b) ? 0 : Math.max(Number.MIN_VALUE, Math.abs(a - b));

async function read(file: string) {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '');
  return lines.map((line) => scoreLineSchema.parse(JSON.parse(line)));
}
