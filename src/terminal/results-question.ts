import { refuseUnknown } from '../runs/check-option.js';
import { showValue } from '../runs/filled-defaults.js';
import {
  askedQuestions,
  bestFirst,
  differing,
  findQuestion,
  type Question,
  tally,
} from '../runs/question.js';
import type { Run } from '../runs/run.js';
import type { Runs } from '../runs/runs.js';
import type { RunSpec } from '../runs/spec.js';
import type { Answer } from './verb.js';
import type { Words } from './words.js';

/**
 * `results question "…"`: all runs of a question, the best first. Without one: the questions.
 * @throws UserError where there is no such question
 */
export function resultsQuestion(
  { options }: Words,
  plain: readonly string[],
  { store }: Pick<Runs, 'store'>,
): Answer {
  refuseUnknown(Object.keys(options), ['question']);
  const typed = options.question ?? (plain.length > 0 ? plain.join(' ') : undefined);
  const runs = store.list();
  if (typed !== undefined) return one(findQuestion(typed, runs));
  const questions = askedQuestions(runs);
  return {
    json: questions.map((question) => ({
      ...{ question: question.text, open: question.open, verdicts: tally(question) },
      runs: question.runs.map(({ id }) => id),
    })),
    text: questions
      .map(({ text, open, runs: of }) => `${open ? 'open    ' : 'answered'}  ${text} (${runNumbers(of)})`)
      .join('\n'),
  };
}

const runNumbers = (runs: readonly Run[]): string =>
  `${runs.length === 1 ? 'run' : 'runs'} ${runs.map(({ id }) => id).join(', ')}`;

function one(question: Question): Answer {
  const runs = bestFirst(question);
  const names = differing(runs);
  return {
    json: {
      ...{ question: question.text, open: question.open, verdicts: tally(question) },
      runs: runs.map(({ id, state, result, verdict, intent, spec }) => ({
        ...{ run: id, state, micro_f1: result?.dev.micro_f1 ?? null, verdict, intent },
        differs: Object.fromEntries(names.map((name) => [name, spec[name]])),
      })),
    },
    text: [question.text, ...runs.map((run) => line(run, names))].join('\n'),
  };
}

function line({ id, state, result, spec, verdict }: Run, names: readonly (keyof RunSpec)[]): string {
  const scored = result?.dev.micro_f1.toFixed(4) ?? '      ';
  const settings = names
    .flatMap((name) => (spec[name] === null ? [] : [`${name}:${showValue(spec[name])}`]))
    .join(' ');
  const came = verdict && `${verdict.value}${verdict.sentence && `: ${verdict.sentence}`}`;
  return [`  ${scored}  run ${id}, ${state}`, settings, came].filter(Boolean).join('  ');
}
