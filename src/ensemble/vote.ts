import { sigmoid } from '../task/sigmoid.js';

/** How members become one answer: the mean of their probabilities, or a vote of their yes and no. */
export const VOTE_METHODS = ['soft', 'hard'] as const;
export type VoteMethod = (typeof VOTE_METHODS)[number];

/** Where a probability counts as a yes. */
const THRESHOLD = 0.5;
/** Hard voting as the task's competitors do it: so few members rarely agree, and any vote counts. */
const ANY_VOTE_UP_TO = 3;

/** What the members say together about one file of examples. */
export type Ballot = {
  /** Mean probability, [examples, labels]. */
  probabilities: number[][];
  /** How many members say yes, [examples, labels]. */
  votes: number[][];
  members: number;
};

export function emptyBallot(examples: number, labels: number): Ballot {
  const zeros = () => Array.from({ length: examples }, () => new Array<number>(labels).fill(0));
  return { probabilities: zeros(), votes: zeros(), members: 0 };
}

/**
 * Adds one member in place. The mean is kept as a running mean: of equal members it is exactly their probability,
 * which a sum divided by their number is not.
 * @param logits [examples, labels], of the ballot's shape
 */
export function addMember(ballot: Ballot, logits: number[][]): void {
  ballot.members += 1;
  for (const [example, row] of logits.entries()) {
    const means = ballot.probabilities[example];
    const votes = ballot.votes[example];
    if (!means || !votes || row.length !== means.length)
      throw new RangeError('The member does not have the shape of the ballot');
    for (const [label, logit] of row.entries()) {
      const probability = sigmoid(logit);
      const mean = means[label] ?? 0;
      means[label] = mean + (probability - mean) / ballot.members;
      if (probability >= THRESHOLD) votes[label] = (votes[label] ?? 0) + 1;
    }
  }
}

/**
 * What is predicted, [examples, labels]: soft, where the mean reaches 0.5; hard, where more than half of the members
 * say yes (of up to three members, any).
 */
export function decide(ballot: Ballot, method: VoteMethod): boolean[][] {
  if (method === 'soft') return ballot.probabilities.map((row) => row.map((mean) => mean >= THRESHOLD));
  const needed = ballot.members <= ANY_VOTE_UP_TO ? 1 : Math.floor(ballot.members / 2) + 1;
  return ballot.votes.map((row) => row.map((votes) => votes >= needed));
}

/** The same where an example without any label gets its likeliest one, as the judges demand; ties go to the first. */
export function withAtLeastOne(decisions: boolean[][], { probabilities }: Ballot): boolean[][] {
  return decisions.map((row, example) => {
    if (row.includes(true)) return row;
    const means = probabilities[example] ?? [];
    const likeliest = means.indexOf(Math.max(...means));
    return row.map((_, label) => label === likeliest);
  });
}
