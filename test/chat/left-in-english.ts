import { runOptions } from '../../src/runs/options.js';

/** What is English in every language: terms of the field, names, and what is typed. */
const TERMS =
  /\b(dev|micro|macro|F1|train|test|SHA-256|Labmate|ASL|Discord|Google|lr|asl|bce|ngram|tpe|median|joy|fear|kote8|oneonlee|AdamW|Ridnik|Huang|Lin|Breiman|native|abc|h1|tiny|klue|est|Student|apl|focal|asl_oneonlee)\b/g;
const OPTIONS = new RegExp(`\\b(${Object.keys(runOptions).join('|')})\\b`, 'g');

/** All that a payload says, without links and what serves as a name in the interface. */
function saidIn(payload: unknown): string[] {
  if (typeof payload === 'string') return [payload];
  if (typeof payload !== 'object' || payload === null) return [];
  return Object.entries(payload)
    .filter(([key]) => !['custom_id', 'url', 'timestamp', 'style'].includes(key))
    .flatMap(([, value]) => saidIn(value));
}

const withoutTerms = (text: string): string =>
  text
    .replace(/```[^]*?```|`[^`]*`|\]\([^)]*\)|<[^>]*>|\*\*\/\w+\*\*/g, ' ')
    .replaceAll(TERMS, ' ')
    .replaceAll(OPTIONS, ' ');

/** English words in payloads that are Korean, by the name of the payload: code, terms and names are none. */
export const leftInEnglish = (payloads: Readonly<Record<string, unknown>>): [string, string][] =>
  Object.entries(payloads).flatMap(([name, payload]) =>
    saidIn(payload).flatMap((text): [string, string][] => {
      const words = withoutTerms(text).match(/[A-Za-z]{3,}/g);
      return words ? [[name, words.join(' ')]] : [];
    }),
  );

/**
 * Three Latin words and more in a row, in code blocks, too. What is typed stands in backticks; values that may be typed
 * have commas between them.
 */
export const englishRuns = (payloads: Readonly<Record<string, unknown>>): [string, string][] =>
  Object.entries(payloads).flatMap(([name, payload]) =>
    saidIn(payload).flatMap((text) =>
      [...text.replace(/(?<!`)`[^`\n]+`(?!`)/g, '|').matchAll(/[A-Za-z]{2,}(?: +[A-Za-z]+){2,}/g)].map(
        ([run]): [string, string] => [name, run],
      ),
    ),
  );
