import { say } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import { checkOption, type RawValue } from './check-option.js';
import { QUESTION_MAX, questionOption } from './question-option.js';
import { devScore } from './imported.js';
import { isOpen, type Run, type Verdict, VERDICTS } from './run.js';
import type { RunStore } from './run-store.js';
import type { RunSpec } from './spec.js';
import { plainSpec } from './spec-digest.js';

/** A question and all runs that are to answer it, oldest first. */
export type Question = {
  text: string;
  runs: Run[];
  /** Whether an answer is still to come: a run waits, trains, or is done without a verdict. */
  open: boolean;
};

/** What a run is to answer: its own intent, else the question that it shares; empty where there is neither. */
export const askedOf = ({ intent, question }: Pick<Run, 'intent' | 'question'>): string =>
  intent === '' ? (question ?? '') : intent;

/** All questions, those asked last first. */
export function listQuestions(runs: readonly Run[]): Question[] {
  const byText = new Map<string, Question>();
  for (const run of runs) {
    if (run.question === null) continue;
    const key = keyOf(run.question);
    const known = byText.get(key) ?? { text: run.question, runs: [], open: false };
    byText.delete(key);
    byText.set(key, { ...known, runs: [...known.runs, run], open: known.open || isUnanswered(run) });
  }
  return [...byText.values()].reverse();
}

/** All questions. @throws UserError `question.none` where nobody asked one yet */
export function askedQuestions(runs: readonly Run[]): Question[] {
  const all = listQuestions(runs);
  if (all.length > 0) return all;
  throw new UserError('question.none', say('questions.none'));
}

/** Those to which an answer is still to come. */
export const openQuestions = (runs: readonly Run[]): Question[] =>
  listQuestions(runs).filter(({ open }) => open);

const isUnanswered = (run: Run): boolean => isOpen(run) || (run.state === 'done' && run.verdict === null);

/** Spelled with other capitals or spaces it is the same question. */
const keyOf = (text: string): string => flat(text).toLowerCase();
const flat = (text: string): string => text.trim().replaceAll(/\s+/g, ' ');

/**
 * A question as it was typed, in the words of those who asked it before.
 * @throws UserError `option.value` for one that is empty or too long
 */
export function parseQuestion(typed: RawValue, runs: readonly Run[]): string {
  const text = flat(String(checkOption('question', questionOption, typed)));
  return listQuestions(runs).find((one) => keyOf(one.text) === keyOf(text))?.text ?? text;
}

/**
 * The question that somebody means: by all of its words, or by some that only one has.
 * @throws UserError `question.unknown` | `question.several` | `question.none`
 */
export function findQuestion(typed: RawValue, runs: readonly Run[]): Question {
  const all = askedQuestions(runs);
  const key = keyOf(String(typed));
  const words = key.split(' ');
  const same = all.find(({ text }) => keyOf(text) === key);
  const like = all.filter(({ text }) => words.every((word) => keyOf(text).includes(word)));
  const found = same ?? (like.length === 1 ? like[0] : undefined);
  if (found) return found;
  const shown = (like.length > 0 ? like : all).slice(0, 5).map(({ text }) => `“${text}”`);
  const said = { typed: key.slice(0, QUESTION_MAX), known: shown.join(', ') };
  throw like.length > 0
    ? new UserError('question.several', say('questions.several', said))
    : new UserError('question.unknown', say('questions.unknown', said));
}

/**
 * Puts a run among those that answer a question, or with `none` takes it out.
 * @throws UserError `option.value`
 */
export async function changeQuestion(
  run: Run,
  typed: RawValue,
  { store }: { store: RunStore },
): Promise<Run> {
  const question = isNone(typed) ? null : parseQuestion(typed, store.list());
  return question === run.question ? run : store.update(run.id, { question });
}

const isNone = (typed: RawValue): boolean => ['', 'none'].includes(String(typed).trim().toLowerCase());

/** How often each verdict was given. */
export const tally = ({ runs }: Question): Record<Verdict['value'], number> =>
  Object.fromEntries(
    VERDICTS.map((value) => [value, runs.filter(({ verdict }) => verdict?.value === value).length]),
  ) as Record<Verdict['value'], number>;

/** The best score first, then what has none, in the order in which it was queued. */
export const bestFirst = ({ runs }: Question): Run[] =>
  [...runs].sort((a, b) => (devScore(b) ?? -1) - (devScore(a) ?? -1));

/** The settings in which the runs are not all the same. */
export function differing(runs: readonly Run[]): (keyof RunSpec)[] {
  const [first, ...others] = runs.map(({ spec }) => plainSpec(spec));
  if (!first) return [];
  return (Object.keys(first) as (keyof RunSpec)[]).filter((name) =>
    others.some((spec) => spec[name] !== first[name]),
  );
}
