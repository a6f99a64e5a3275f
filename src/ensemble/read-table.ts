import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { readScores } from '../runs/read-scores.js';
import { say } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import { type ScoreTable, withProbabilities } from './fit/score-table.js';
import type { Member } from './member.js';
import { refuseMember, sayMember } from './refuse-member.js';

type Part = 'dev' | 'test' | 'outOfFold';

/**
 * The members' scores of one file as a table, each checked against the file: as many lines, of the same examples in the
 * same order, a number for each label.
 * @throws UserError `ensemble.member` | `scores.file` | `scores.line` naming the member
 */
export async function readTable(
  members: readonly Member[],
  part: Part,
  examples: readonly { id: string }[],
  labels: readonly string[],
): Promise<ScoreTable> {
  const shape = { members: members.length, examples: examples.length, labels: labels.length };
  const size = shape.examples * shape.labels;
  const logits = new Float64Array(shape.members * size);
  for (const [at, member] of members.entries()) {
    const file = member[part];
    if (file === null) throw new RangeError(`${member.name} has no scores out of fold`);
    logits.set(await readLogits(member, file, examples, labels), at * size);
  }
  return withProbabilities({ ...shape, logits });
}

/** [examples, labels] */
async function readLogits(
  member: Member,
  file: string,
  examples: readonly { id: string }[],
  labels: readonly string[],
): Promise<Float64Array> {
  const scores = await readScores(file, { labels: labels.length }).catch((error: unknown) => {
    if (!(error instanceof UserError)) throw error;
    const problem = say('ensembleErrors.because', {
      member: sayMember(member.name),
      problem: error.sentence,
    });
    throw new UserError(error.identifier, problem, {
      context: { ...error.context, member: member.name },
      cause: error,
    });
  });
  if (scores.length !== examples.length)
    refuseMember(
      member.name,
      say('ensembleErrors.problem.lines', { file, lines: scores.length, examples: examples.length }),
    );
  const logits = new Float64Array(examples.length * labels.length);
  for (const [row, line] of scores.entries()) {
    const wanted = examples[row]?.id;
    if (line.id !== wanted)
      refuseMember(
        member.name,
        say('ensembleErrors.problem.line', { line: row + 1, file, id: line.id, wanted: wanted ?? '' }),
      );
    logits.set(line.logits, row * labels.length);
  }
  return logits;
}

/** Of `spec.json` only what is needed here. */
const labelledSchema = z.object({ task: z.object({ labels: z.array(z.string()) }) });

/**
 * Scores are lists of numbers: what each is about is the order of the labels that the run was trained with.
 * @throws UserError `ensemble.member` naming the first member whose labels are others, or stand in another order
 */
export async function checkLabels(members: readonly Member[], labels: readonly string[]): Promise<void> {
  for (const { name, spec } of members) {
    if (spec === null) continue;
    const own = await readFile(spec, 'utf8')
      .then((text) => labelledSchema.parse(JSON.parse(text)).task.labels)
      .catch((error: unknown) =>
        refuseMember(name, say('ensembleErrors.problem.spec', { file: spec }), error),
      );
    if (own.length !== labels.length || own.some((label, at) => label !== labels[at]))
      refuseMember(
        name,
        say('ensembleErrors.problem.labels', { own: own.join(', '), wanted: labels.join(', ') }),
      );
  }
}
