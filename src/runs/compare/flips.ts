import type { LabelledExample } from '../../task/read-examples.js';
import type { Answers } from './read-answers.js';

/** An example that the second run answered otherwise than the first. */
export type Flip = {
  example: LabelledExample;
  /** All labels right before and not after, or the other way round; null where neither run or both were wrong. */
  exact: 'right->wrong' | 'wrong->right' | null;
  /** Labels that the second run has right and the first has not, and the other way round. */
  better: string[];
  worse: string[];
  /** The labels that are true, and those that each run answered. */
  truth: string[];
  first: string[];
  second: string[];
};

/** @param answers of exactly two runs */
export function findFlips({ labels, examples, answers: [first, second] }: Answers): Flip[] {
  if (!first || !second) throw new RangeError('two runs are needed');
  return examples.flatMap((example, row) => {
    const answered = (own: Uint8Array, label: number) => own[row * labels.length + label] ?? 0;
    const named = (holds: (label: number) => boolean) => labels.filter((_, label) => holds(label));
    const isRight = (own: Uint8Array, label: number) => answered(own, label) === example.labels[label];
    const better = named((label) => isRight(second, label) && !isRight(first, label));
    const worse = named((label) => isRight(first, label) && !isRight(second, label));
    if (better.length + worse.length === 0) return [];
    const wasRight = labels.every((_, label) => isRight(first, label));
    const isRightNow = labels.every((_, label) => isRight(second, label));
    return {
      ...{ example, better, worse },
      exact: wasRight ? ('right->wrong' as const) : isRightNow ? ('wrong->right' as const) : null,
      truth: named((label) => example.labels[label] === 1),
      first: named((label) => answered(first, label) === 1),
      second: named((label) => answered(second, label) === 1),
    };
  });
}

/** How many examples flipped which way, and how many of each label's answers. */
export function countFlips(flips: readonly Flip[]) {
  const exact = (way: Flip['exact']) => flips.filter((flip) => flip.exact === way).length;
  return {
    examples: flips.length,
    right_to_wrong: exact('right->wrong'),
    wrong_to_right: exact('wrong->right'),
    better_labels: flips.reduce((sum, { better }) => sum + better.length, 0),
    worse_labels: flips.reduce((sum, { worse }) => sum + worse.length, 0),
  };
}
