import { compareRerun, type RerunCompared } from '../runs/compare-rerun.js';
import { refuseImported } from '../runs/imported.js';
import { isDone } from '../runs/leaderboard.js';
import { UserError } from '../user-error.js';
import { refuseUnknown } from '../runs/check-option.js';
import { followToResult } from './follow-run.js';
import type { Answer, Caller, TerminalLab } from './verb.js';
import type { Words } from './words.js';

/**
 * `rerun 12`: trains a finished run once more (same spec, data and seed) and says whether the numbers are the same.
 * @throws UserError where it is not finished, its data changed, or the new run fails
 */
export async function rerun(
  { options, plain }: Words,
  { runs, queue }: TerminalLab,
  { author, progress }: Caller,
): Promise<Answer> {
  refuseUnknown(Object.keys(options), ['run']);
  const before = runs.require(String(options.run ?? plain[0] ?? ''));
  refuseImported(before);
  if (!isDone(before))
    throw new UserError(
      'rerun.state',
      `Run ${before.id} is ${before.state}: there are no numbers to compare with. \`train from:${before.id} again:true\` trains it anew.`,
    );
  const queued = await runs.submit(
    { from: before.id, again: true, intent: `Does run ${before.id} come out the same?` },
    author,
    { anywhere: true, dataHash: before.data.hash },
  );
  const after = await followToResult(queued, { runs, queue }, progress);
  const compared = await compareRerun(
    { run: before, folder: runs.folder(before.id) },
    { run: after, folder: runs.folder(after.id) },
  );
  const [was, is] = [before.result.dev.micro_f1, after.result.dev.micro_f1];
  return {
    json: {
      ...{ run: after.id, of: before.id, state: after.state, dir: runs.folder(after.id).dir },
      ...compared,
      same: compared.same ?? null,
      scores: compared.scores ?? null,
      dev: { micro_f1: is },
      before: { micro_f1: was },
    },
    text: [
      `${verdict(before.id, after.id, compared)}: ${numbers(was, is, compared)}`,
      ...circumstances(compared),
    ].join('\n'),
  };
}

function verdict(before: string, after: string, { same }: RerunCompared): string {
  if (same === undefined) return `Run ${after} and run ${before} cannot be compared by their scores`;
  return same
    ? `Run ${after} gives the same numbers as run ${before}`
    : `Run ${after} gives other numbers than run ${before}`;
}

function numbers(was: number, is: number, { same, scores, difference }: RerunCompared): string {
  const change = `${difference >= 0 ? '+' : '−'}${Math.abs(difference).toFixed(4)}`;
  if (same && scores)
    return `dev micro-F1 ${is.toFixed(4)}, the scores of all ${scores.examples} dev texts equal to the bit.`;
  const micro = `dev micro-F1 ${is.toFixed(4)}, it was ${was.toFixed(4)} (${change})`;
  return scores
    ? `${micro}; ${scores.different} of ${scores.examples} dev texts have other scores, up to ${scores.largest.toPrecision(2)} apart.`
    : `${micro}.`;
}

/** Said in either case: that other packages gave the same numbers is worth knowing, too. */
function circumstances({ differs }: RerunCompared): string[] {
  if (differs.length === 0) return ['Engine, code and packages are the same.'];
  return ['What differs:', ...differs.map(({ what, was, is }) => `  ${what.padEnd(10)} ${was} -> ${is}`)];
}
