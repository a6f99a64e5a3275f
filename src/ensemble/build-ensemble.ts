import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readScores } from '../runs/read-scores.js';
import { type RunFolder, runFolder } from '../runs/run-folder.js';
import type { Run } from '../runs/run.js';
import { evaluate } from '../task/evaluate.js';
import { isUnchanged } from '../task/find-data-set.js';
import type { Metrics } from '../task/metrics.js';
import { type Example, readExamples, readLabelledExamples } from '../task/read-examples.js';
import type { Task } from '../task/task.js';
import { type Said, say } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import { checkSubmission } from './check-submission.js';

import { addMember, type Ballot, decide, emptyBallot, type VoteMethod, withAtLeastOne } from './vote.js';
import { writeSubmission } from './write-submission.js';

export type EnsembleResult = {
  /** Path of the file. */
  submission: string;
  sha256: string;
  bytes: number;
  /** Run numbers, ascending. */
  members: string[];
  method: VoteMethod;
  /**
   * On the dev file at 0.5, as the members' own numbers are: without the likeliest label that the submission gives to
   * an example that has none.
   */
  dev: Metrics;
  best_member: { run: string; micro_f1: number };
  /** Share of examples with each label: in the submission, and in the training file. */
  label_shares: { predicted: Record<string, number>; train: Record<string, number> };
};

/**
 * Puts finished runs together into one submission file, checks the file as it lies on the disk, and says what it is
 * worth on the dev file.
 * @throws UserError `ensemble.member` naming the run that does not fit, `ensemble.data` | `ensemble.write` | those of
 * reading scores, examples and submissions
 */
export async function buildEnsemble({
  members,
  runsDir,
  task,
  method,
  outFile,
}: {
  members: readonly Run[];
  runsDir: string;
  task: Task;
  method: VoteMethod;
  outFile: string;
}): Promise<EnsembleResult> {
  // Always in one order, so that neither rounding nor a tie can make the result depend on how they were named.
  const ordered = [...members].sort((a, b) => Number(a.id) - Number(b.id));
  const { first, best } = checkMembers(ordered);
  await checkData(first);
  const labels = task.labels;
  const devExamples = await readLabelledExamples(first.data.dev, labels);
  const testExamples = await readExamples(first.data.test);
  const dev = emptyBallot(devExamples.length, labels.length);
  const test = emptyBallot(testExamples.length, labels.length);
  for (const run of ordered) {
    const folder = runFolder(join(runsDir, run.id));
    await addScores(dev, run, folder, 'devScores', devExamples);
    await addScores(test, run, folder, 'testScores', testExamples);
  }
  const voted = decide(test, method);
  const decisions = task.submission.at_least_one ? withAtLeastOne(voted, test) : voted;
  await writeSubmission(outFile, first.data.test, task, decisions);
  const checked = await checkSubmission(outFile, first.data.test, task).catch(async (error: unknown) => {
    await rm(outFile, { force: true });
    throw error;
  });
  const training = await readLabelledExamples(first.data.train, labels);
  return {
    submission: outFile,
    sha256: checked.sha256,
    bytes: checked.bytes,
    members: ordered.map((run) => run.id),
    method,
    dev: evaluate(
      method === 'soft' ? dev.probabilities : decide(dev, 'hard').map((row) => row.map(Number)),
      devExamples.map((example) => example.labels),
      labels,
    ),
    best_member: best,
    label_shares: {
      predicted: shares(decisions, labels),
      train: shares(
        training.map((example) => example.labels.map(Boolean)),
        labels,
      ),
    },
  };
}

function refuse(run: Run, problem: Said): never {
  throw new UserError('ensemble.member', say('ensembleErrors.member', { run: run.id, problem }), {
    context: { run: run.id },
  });
}

function checkMembers(members: readonly Run[]): { first: Run; best: EnsembleResult['best_member'] } {
  const first = members[0];
  if (!first) throw new UserError('ensemble.none', say('ensembleErrors.none'));
  const seen = new Set<string>();
  let best: EnsembleResult['best_member'] | undefined;
  for (const run of members) {
    if (seen.has(run.id)) refuse(run, say('ensembleErrors.problem.twice'));
    seen.add(run.id);
    if (run.state !== 'done' || !run.result)
      return refuse(run, say('ensembleErrors.problem.state', { state: say(`words.state.${run.state}`) }));
    if (run.data.hash !== first.data.hash)
      refuse(
        run,
        say('ensembleErrors.problem.data', {
          ...{ data: nameData(run), first: first.id, first_data: nameData(first) },
        }),
      );
    const micro_f1 = run.result.dev.micro_f1;
    if (!best || micro_f1 > best.micro_f1) best = { run: run.id, micro_f1 };
  }
  // The loop ran at least once, or threw.
  return { first, best: best as EnsembleResult['best_member'] };
}

function nameData(run: Run): string {
  return `${run.spec.data}, ${run.data.hash.slice(0, 8)}`;
}

/** The scores are only worth something for the files that they were made from. */
async function checkData({ data, spec }: Run): Promise<void> {
  if (!(await isUnchanged(data)))
    throw new UserError(
      'ensemble.data',
      say('ensembleErrors.data', { data: spec.data, folder: data.folder }),
    );
}

async function addScores(
  ballot: Ballot,
  run: Run,
  folder: RunFolder,
  part: 'devScores' | 'testScores',
  examples: readonly Example[],
): Promise<void> {
  const file = folder[part];
  const labels = ballot.votes[0]?.length ?? 0;
  const scores = await readScores(file, { labels }).catch((error: unknown) => {
    if (error instanceof UserError)
      throw new UserError(
        error.identifier,
        say('ensembleErrors.because', { run: run.id, problem: error.sentence }),
        {
          context: { ...error.context, run: run.id },
          cause: error,
        },
      );
    throw error;
  });
  if (scores.length !== examples.length)
    refuse(
      run,
      say('ensembleErrors.problem.lines', { file, lines: scores.length, examples: examples.length }),
    );
  for (const [index, { id }] of examples.entries()) {
    const scored = scores[index]?.id;
    if (scored !== id)
      refuse(
        run,
        say('ensembleErrors.problem.line', { line: index + 1, file, id: scored ?? '', wanted: id }),
      );
  }
  addMember(
    ballot,
    scores.map((line) => line.logits),
  );
}

function shares(rows: boolean[][], labels: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    labels.map((label, at) => [label, rows.filter((row) => row[at]).length / rows.length]),
  );
}
