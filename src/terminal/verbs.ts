import { checkOption, nearest } from '../runs/check-option.js';
import { filledLine } from '../runs/filled-defaults.js';
import { withMendedLine } from '../runs/mended.js';
import { resultsOptions } from '../runs/options.js';
import { partsJson, partsLine } from '../runs/parts-line.js';
import { readTalk } from '../runs/talk.js';
import { UserError } from '../user-error.js';
import { audited, auditVerb } from './audit-verb.js';
import { bestRuns } from './best-runs.js';
import { diskVerb } from './disk.js';
import { ensembleVerb, submissionsVerb } from './ensemble-verb.js';
import { followToResult } from './follow-run.js';
import { log } from './log-verb.js';
import { predictText } from './predict-text.js';
import { cancel, queue } from './queue-verbs.js';
import { rerun } from './rerun-verb.js';
import { runText, SLOW_ENGINE } from './run-text.js';
import { resultsCompare } from './results-compare.js';
import { resultsExport } from './results-export.js';
import { resultsImportance } from './results-importance.js';
import { resultsPlot } from './results-plot.js';
import { resultsQuestion } from './results-question.js';
import { score } from './score-verb.js';
import { scheduleVerb, settingsVerb } from './settings-verb.js';
import { sheetVerb } from './sheet-verb.js';
import { sweepVerb } from './sweep.js';
import { intent, listRuns, note, recordLines, verdict } from './talk-verbs.js';
import type { Answer, Caller, TerminalLab, Verb } from './verb.js';
import { noPlainWords, parseWords, type Words } from './words.js';

const verbs: Record<string, Verb> = {
  ...{ train, rerun, sweep: sweepVerb, results, score, predict: predictText },
  ...{ ensemble: ensembleVerb, submissions: submissionsVerb, queue, cancel, disk: diskVerb },
  ...{ settings: settingsVerb, schedule: scheduleVerb, audit: auditVerb },
  ...{ note, intent, verdict, log, sheet: sheetVerb },
};
export const verbNames = [...Object.keys(verbs), 'data', 'explain', 'bench', 'doctor', 'help'];

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
  const words = parseWords(rest);
  return audited(name, words, { ...caller, audit: lab.audit }, () => verb(words, lab, caller));
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
  if (what === 'plot') return resultsPlot(words, rest, runs);
  if (what === 'show') {
    const run = runs.require(String(words.options.run ?? rest[0] ?? ''));
    const talk = await readTalk(run, runs);
    const text = runText(run, { dir: runs.folder(run.id).dir, base: runs.base(run) });
    return { json: { ...run, talk }, text: [text, ...recordLines(run, talk)].join('\n') };
  }
  if (what === 'list')
    return listRuns(Number(checkOption('top', resultsOptions.top, words.options.top ?? 10)), runs);
  if (what === 'question') return resultsQuestion(words, rest, runs);
  if (what === 'export') return resultsExport(words, runs);
  if (what !== 'best')
    throw new UserError(
      'results.what',
      `Type \`results best\`, \`results list\`, \`results show 3\`, \`results question\`, \`results compare 3 5\`, \`results importance\`, \`results export format:xlsx out:runs.xlsx\` or \`results plot 3 file:x.png\`, not \`results ${what}\`.`,
    );
  return bestRuns(words, runs);
}
