import type { APIApplicationCommandOptionChoice } from 'discord.js';
import type { Question } from '../runs/question.js';
import type { Texts } from '../texts/texts.js';

type Choice = APIApplicationCommandOptionChoice<string>;

/** Questions that have the words typed so far, with how many runs they have. */
export function suggestQuestions(typed: string, questions: readonly Question[], { t }: Texts): Choice[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return questions
    .filter(({ text }) => words.every((word) => text.toLowerCase().includes(word)))
    .map(({ text, runs }) => ({
      name: `${text} · ${t('questions.runs', { count: runs.length })}`,
      value: text,
    }));
}

/** The same inside of `set`, where `question=` is typed last; undefined where something else is. */
export function suggestQuestionInSet(
  typed: string,
  questions: readonly Question[],
  texts: Texts,
): Choice[] | undefined {
  const [, before, words] = /^((?:.*\s)?question\s*[=:]\s*)"?([^"]*)$/s.exec(typed) ?? [];
  if (before === undefined || words === undefined) return undefined;
  const asked = (text: string) => `${before}"${text.replaceAll('"', "'")}"`;
  const known = suggestQuestions(words, questions, texts).map(({ name, value }) => ({
    name,
    value: asked(value),
  }));
  const fresh = words.trim() === '' ? [] : [{ name: asked(words.trim()), value: asked(words.trim()) }];
  return [...known, ...fresh];
}
