import { en } from '../../texts/en.js';
import { ko } from '../../texts/ko.js';
import { say } from '../../texts/texts.js';
import { UserError } from '../../user-error.js';
import { nearest } from '../check-option.js';

/** An option, loss, metric or method that has an explanation. */
export type ExplainName = keyof typeof en.explain.about;

const entries = en.explain.about;
export const EXPLAINED = Object.keys(entries) as ExplainName[];

/** What people call some of them besides. */
const ALSO: Readonly<Record<string, ExplainName>> = {
  ...{ f1: 'micro_f1', micro: 'micro_f1', macro: 'macro_f1', per_label_f1: 'label_f1', emotions: 'label_f1' },
  ...{ cv: 'folds', oof: 'out_of_fold', early_stopping: 'patience', learning_rate: 'lr', pruner: 'pruning' },
  ...{
    soft: 'soft_vote',
    hard: 'hard_vote',
    random: 'random_search',
    mlcm: 'confusion',
    subset_accuracy: 'exact_match',
  },
};

/**
 * What is meant by a word: a name, one of its other names, or what it is called in English or Korean.
 * @throws UserError `explain.unknown` with the nearest name
 */
export function findExplained(typed: string): ExplainName {
  const word = typed.trim().toLowerCase();
  const name = word.replaceAll(/[\s-]+/g, '_').replaceAll('&', '');
  const found =
    EXPLAINED.find((one) => one === name) ??
    (Object.hasOwn(ALSO, name) ? ALSO[name] : undefined) ??
    EXPLAINED.find((one) =>
      [entries[one].name, ko.explain.about[one].name].some((called) => called.toLowerCase() === word),
    );
  if (found) return found;
  const guess = nearest(name, [...EXPLAINED, ...Object.keys(ALSO)]);
  throw new UserError(
    'explain.unknown',
    guess
      ? say('explain.mean', { typed: word.slice(0, 40), guess })
      : say('explain.unknown', { typed: word.slice(0, 40) }),
  );
}
