import type { Answers } from '../../../src/runs/compare/read-answers.js';
import { SeededRandom } from '../../../src/runs/seeded-random.js';

/**
 * Examples of which a third of the labels are true, and runs that answer each label right with a chance of their own.
 * @param runs the chance of each run
 */
export function madeAnswers({
  examples,
  labels,
  runs,
  seed,
}: {
  examples: number;
  labels: number;
  runs: readonly number[];
  seed: number;
}): Answers {
  const random = new SeededRandom(seed);
  const uniform = () => random.uint32() / 2 ** 32;
  const rows = Array.from({ length: examples }, (_, row) => ({
    ...{ id: `made-${row}`, text: `text ${row}`, target: null, span: null },
    raw: { id: `made-${row}`, input: { form: `text ${row}` } },
    labels: Array.from({ length: labels }, () => (uniform() < 1 / 3 ? 1 : 0)),
  }));
  return {
    labels: Array.from({ length: labels }, (_, at) => `label${at}`),
    examples: rows,
    answers: runs.map((chance) =>
      Uint8Array.from(
        rows.flatMap((row) => row.labels.map((truth) => (uniform() < chance ? truth : 1 - truth))),
      ),
    ),
  };
}
