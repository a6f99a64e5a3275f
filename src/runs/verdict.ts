import { say } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import { checkOption, type RawOptions, refuseUnknown } from './check-option.js';
import type { OptionDef } from './option-def.js';
import { askedOf } from './question.js';
import { type Author, isOpen, type Run, type Verdict, VERDICTS } from './run.js';
import type { Runs } from './runs.js';

export const SENTENCE_MAX = 500;

export const verdictOptions = {
  verdict: {
    kind: 'choice',
    choices: VERDICTS,
    description: "What came of the run's question",
    example: 'verdict:confirmed',
  },
  sentence: {
    kind: 'text',
    maxLength: SENTENCE_MAX,
    description: 'Why, in a sentence',
    example: 'sentence:"fear gains 3 points"',
  },
} as const satisfies Record<string, OptionDef>;

/** An ended run with a question can be answered. */
export const canBeJudged = (run: Run): boolean => askedOf(run) !== '' && !isOpen(run);

/**
 * Answers a run's question. An answer that is changed stays in the run, among the earlier ones. A new sentence alone goes
 * to the verdict that is there.
 * @throws UserError `verdict.question` | `verdict.open` | `verdict.missing`, and for values out of range
 */
export async function judge(
  run: Run,
  raw: RawOptions,
  author: Author,
  { store }: Pick<Runs, 'store'>,
  now = new Date(),
): Promise<Run> {
  refuseUnknown(Object.keys(raw), Object.keys(verdictOptions));
  if (askedOf(run) === '')
    throw new UserError('verdict.question', say('verdict.no_question', { run: run.id }));
  if (isOpen(run))
    throw new UserError(
      'verdict.open',
      say('verdict.open', { run: run.id, state: say(`words.state.${run.state}`) }),
    );
  const before = run.verdict;
  const value = checked('verdict', raw) ?? before?.value;
  if (value === undefined) throw new UserError('verdict.missing', say('verdict.missing', { run: run.id }));
  const kept = before?.value === value ? before.sentence : '';
  const sentence = raw.sentence === '' ? '' : (checked('sentence', raw) ?? kept);
  if (before && before.value === value && before.sentence === sentence) return run;
  const verdict = { value: value as Verdict['value'], sentence, author, at: now.toISOString() };
  const earlier_verdicts = before ? [...run.earlier_verdicts, before] : run.earlier_verdicts;
  return store.update(run.id, { verdict, earlier_verdicts });
}

const checked = (name: keyof typeof verdictOptions, raw: RawOptions): string | undefined =>
  raw[name] === undefined ? undefined : String(checkOption(name, verdictOptions[name], raw[name]));
