import { rm, stat } from 'node:fs/promises';
import type { DataSet } from '../task/data-set.js';
import { isUnchanged } from '../task/find-data-set.js';
import { readExamples, readLabelledExamples } from '../task/read-examples.js';
import type { Task } from '../task/task.js';
import { say } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import { withAtLeastOne } from './at-least-one.js';
import { checkSubmission } from './check-submission.js';
import type { EnsembleResult, MissingScores } from './ensemble-result.js';
import { meanOfProbabilities } from './fit/combine.js';
import { apply, asLogits, decide, fit, type Fitted, type OutOfFold, type Plan } from './fit/fit.js';
import { flatTargets, type ScoreTable, takeMembers } from './fit/score-table.js';
import { judge } from './judge.js';
import { farOff, sharesOf } from './label-shares.js';
import type { Member } from './member.js';
import { checkLabels, readTable } from './read-table.js';
import { refuseIdentical } from './refuse-identical.js';
import { writeFitted } from './fitted-file.js';
import { writeScores } from './write-scores.js';
import { writeSubmission } from './write-submission.js';

/** All that is needed to put an ensemble together, in any thread. Paths are absolute. */
export type EnsembleJob = {
  candidates: Member[];
  data: DataSet;
  /** As people name it. */
  dataName: string;
  task: Task;
  plan: Plan;
  outFile: string;
};

/**
 * Chooses members among the candidates, fits what the method fits, writes the submission file, checks it as it lies on the
 * disk, and says what the ensemble is worth on the dev file. Where a chosen member has no test scores nothing is written.
 * @throws UserError `ensemble.none` | `ensemble.data` | `ensemble.member` | `ensemble.identical` | `ensemble.write` | those
 * of reading scores, examples and submissions; no file is left then
 */
export async function buildEnsemble(job: EnsembleJob): Promise<EnsembleResult | MissingScores> {
  const { candidates, data, task, plan } = job;
  const { labels } = task;
  if (candidates.length === 0) throw new UserError('ensemble.none', say('ensembleErrors.none'));
  await checkData(job);
  await checkLabels(candidates, labels);
  const devExamples = await readLabelledExamples(data.dev, labels);
  const training = await readLabelledExamples(data.train, labels);
  const dev = await readTable(candidates, 'dev', devExamples, labels);
  const targets = flatTargets(devExamples.map((example) => example.labels));
  const outOfFold = plan.method === 'stack' ? await readOutOfFold(candidates, training, labels) : undefined;
  const fitted = fit(dev, targets, plan, outOfFold);
  const members = fitted.members.map((at) => candidates[at] as Member);
  const missing = await withoutTestScores(members);
  if (missing.length > 0) return { missing };
  const testExamples = await readExamples(data.test);
  const test = await readTable(members, 'test', testExamples, labels);
  refuseIdentical(members, takeMembers(dev, fitted.members), test);

  const predicted = scoreTest(test, fitted, task);
  const known = judge(dev, targets, { plan, fitted, outOfFold, labels });
  const files = filesBeside(job.outFile);
  try {
    await writeScores(files.dev, devExamples, known.logits, labels.length);
    await writeScores(files.test, testExamples, predicted.logits, labels.length);
    await writeFitted(files.fitted, { members, fitted, labels });
    await writeSubmission(job.outFile, data.test, task, predicted.decisions);
    const { sha256, bytes } = await checkSubmission(job.outFile, data.test, task);
    const label_shares = {
      predicted: sharesOf(predicted.decisions, labels),
      train: sharesOf(
        training.flatMap((example) => example.labels),
        labels,
      ),
    };
    const names = members.map(({ name }) => name);
    const { best, numbers } = known;
    return {
      ...{ submission: job.outFile, sha256, bytes, examples: testExamples.length, members: names },
      ...{ method: plan.method, cut: plan.cut, basis: fitted.basis, ...numbers },
      best_member: { run: names[best.place] ?? '', micro_f1: best.micro_f1 },
      weights: weightsOf(fitted),
      ...{ label_shares, far_off: farOff(label_shares, testExamples.length) },
      ...{ scores: { dev: files.dev, test: files.test }, fitted: files.fitted },
    };
  } catch (error) {
    for (const file of [job.outFile, files.dev, files.test, files.fitted])
      await rm(file, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** The scores are only worth something for the files that they were made from. */
async function checkData({ data, dataName }: EnsembleJob): Promise<void> {
  if (!(await isUnchanged(data)))
    throw new UserError('ensemble.data', say('ensembleErrors.data', { data: dataName, folder: data.folder }));
}

/** Undefined where no candidate has such scores. */
async function readOutOfFold(
  candidates: readonly Member[],
  training: readonly { id: string; labels: number[] }[],
  labels: readonly string[],
): Promise<OutOfFold | undefined> {
  const having = candidates.filter(({ outOfFold }) => outOfFold !== null);
  if (having.length === 0) return undefined;
  return {
    table: await readTable(having, 'outOfFold', training, labels),
    targets: flatTargets(training.map((example) => example.labels)),
    places: candidates.map((member) => having.indexOf(member)),
  };
}

async function withoutTestScores(members: readonly Member[]): Promise<string[]> {
  const missing: string[] = [];
  for (const { name, test } of members) if (!(await stat(test).catch(() => undefined))) missing.push(name);
  return missing;
}

function scoreTest(test: ScoreTable, fitted: Fitted, task: Task) {
  const scores = apply(test, { ...fitted, members: [...fitted.members.keys()] });
  const decided = decide(scores, fitted.thresholds);
  const logits = asLogits(scores, decided, fitted);
  // Votes do not say which label is likeliest.
  const likelihoods = fitted.combiner.kind === 'hard' ? meanOfProbabilities(test) : scores;
  const decisions = task.submission.at_least_one
    ? withAtLeastOne(decided, likelihoods, task.labels.length)
    : decided;
  return { logits, decisions };
}

function weightsOf({ combiner }: Fitted): number[] | null {
  if (combiner.kind !== 'weights') return null;
  const whole = combiner.weights.reduce((sum, one) => sum + one, 0);
  return combiner.weights.map((one) => one / whole);
}

/** Next to the submission, under its name. */
function filesBeside(outFile: string) {
  const base = outFile.replace(/\.jsonl$/, '');
  return {
    dev: `${base}.dev-scores.jsonl`,
    test: `${base}.test-scores.jsonl`,
    fitted: `${base}.ensemble.json`,
  };
}
