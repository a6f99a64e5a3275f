import { checkOption, nearest } from '../runs/check-option.js';
import { filledLine } from '../runs/filled-defaults.js';
import { withMendedLine } from '../runs/mended.js';
import { resultsOptions } from '../runs/options.js';
import { partsJson, partsLine } from '../runs/parts-line.js';
import { readTalk } from '../runs/talk.js';
import { UserError } from '../user-error.js';
import { bestRuns } from './best-runs.js';
import { diskVerb } from './disk.js';
import { followToResult } from './follow-run.js';
import { log } from './log-verb.js';
import { cancel, queue } from './queue-verbs.js';
import { rerun } from './rerun-verb.js';
import { runText, SLOW_ENGINE } from './run-text.js';
import { resultsCompare } from './results-compare.js';
import { resultsImportance } from './results-importance.js';
import { resultsQuestion } from './results-question.js';
import { score } from './score-verb.js';
import { sweepVerb } from './sweep.js';
import { intent, listRuns, note, recordLines, verdict } from './talk-verbs.js';
import type { Answer, Caller, TerminalLab, Verb } from './verb.js';
import { noPlainWords, parseWords, type Words } from './words.js';

const verbs: Record<string, Verb> = {
  ...{ train, rerun, sweep: sweepVerb, results, score, ensemble, queue, cancel, disk: diskVerb },
  ...{ note, intent, verdict, log },
};
export const verbNames = [...Object.keys(verbs), 'data', 'predict', 'bench', 'doctor', 'help'];

/** @throws UserError: what a person should type instead */
export async function runVerb(
  [name = '', ...rest]: readonly string[],
  lab: TerminalLab,
  caller: Caller,
): Promise<Answer> {
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (!verb) {
    const guess = nearest(name, verbNames);
    throw new UserError(
      'terminal.verb',
      `There is no verb “${name}”. ${guess ? `Did you mean ${guess}? ` : ''}Verbs: ${verbNames.join(', ')}.`,
    );
  }
  return verb(parseWords(rest), lab, caller);
}

async function train(
  words: Words,
  { runs, queue }: TerminalLab,
  { author, progress }: Caller,
): Promise<Answer> {
  noPlainWords(words, 'train loss:asl lr:3e-5 epochs:30 intent:"why"');
  const run = await runs
    .submit(words.options, author, { anywhere: true })
    .catch((error: unknown) => Promise.reject(withMendedLine(error, words.options, 'terminal')));
  if (filledLine(run)) progress(`Run ${run.id}: ${filledLine(run)}.`);
  const ended = await followToResult(run, { runs, queue }, progress);
  const { dev, engine, slow } = ended.result;
  const { micro_f1 } = dev;
  const parts = partsLine(ended.spec, ended.result);
  return {
    json: {
      run: ended.id,
      state: ended.state,
      dir: runs.folder(ended.id).dir,
      dev: { micro_f1 },
      ...partsJson(ended.result),
      engine,
    },
    text: `Run ${ended.id} is done: dev micro-F1 ${micro_f1.toFixed(4)}, in ${runs.folder(ended.id).dir}${parts && `\n${parts}`}${slow ? `\n${SLOW_ENGINE}` : ''}`,
  };
}

async function results(words: Words, { runs }: TerminalLab): Promise<Answer> {
  const [what = 'best', ...rest] = words.plain;
  if (what === 'compare') return resultsCompare(words, rest, runs);
  if (what === 'importance') return resultsImportance(words, runs);
  if (what === 'show') {
    const run = runs.require(String(words.options.run ?? rest[0] ?? ''));
    const talk = await readTalk(run, runs);
    const text = runText(run, { dir: runs.folder(run.id).dir, base: runs.base(run) });
    return { json: { ...run, talk }, text: [text, ...recordLines(run, talk)].join('\n') };
  }
  if (what === 'list')
    return listRuns(Number(checkOption('top', resultsOptions.top, words.options.top ?? 10)), runs);
  if (what === 'question') return resultsQuestion(words, rest, runs);
  if (what !== 'best')
    throw new UserError(
      'results.what',
      `Type \`results best\`, \`results list\`, \`results show 3\`, \`results question\`, \`results compare 3 5\` or \`results importance\`, not \`results ${what}\`.`,
    );
  return bestRuns(words, runs);
}

async function ensemble(words: Words, { ensembles }: TerminalLab, { author }: Caller): Promise<Answer> {
  noPlainWords(words, 'ensemble top:5');
  const { submission } = await ensembles.build(words.options, author);
  const { members, method, dev } = submission;
  return {
    json: { submission: submission.submission, members, method, dev: { micro_f1: dev.micro_f1 } },
    text: `Submission ${submission.id} from runs ${members.join(', ')} (${method}): dev micro-F1 ${dev.micro_f1.toFixed(4)}\n${submission.submission}`,
  };
}
