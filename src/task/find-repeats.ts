import type { Example } from './read-examples.js';
import { takeTurns } from './take-turns.js';

/** A line of a file and an earlier one that it repeats; the first line is 1. */
type Pair = { line: number; of: number };

/** Lines of a file that say what an earlier line of it says. Text and target count: another target is another question. */
export type Repeats = {
  /** Letter by letter. */
  exact: number;
  /** Where white space is folded (runs of it are one space, none at the ends); the exact ones are among them. */
  folded: number;
  /** Of the folded ones: lines whose answers differ from those of the first such line. */
  contradicting: number;
  /** Lines with the folded text of an earlier line, but another target. */
  other_target: number;
  /** The first few of the folded ones and of the contradicting ones. */
  examples: Pair[];
  contradictions: Pair[];
};

/** Lines of one file whose text is in another (train), whatever the target. */
export type Overlap = {
  exact: number;
  /** Where white space is folded; the exact ones are among them. */
  folded: number;
  /** Of the folded ones: lines that ask about the same target, too. */
  same_target: number;
  /** Of those: lines whose answers differ from the other file's first such line; 0 where a file has no answers. */
  contradicting: number;
  /** The first few of the folded ones: the line, and the other file's. */
  examples: Pair[];
};

const FEW = 5;

type Seen = { line: number; answers: string | undefined };

/** What was said before: the first line of each text, and of each text with its target. */
export type SeenTexts = {
  exactTexts: Set<string>;
  texts: Map<string, Seen>;
  questions: Map<string, Seen>;
};

/** The repeats within one file, and what another one can be held against. Gives way to others meanwhile. */
export async function findRepeats(
  examples: readonly Example[],
): Promise<{ repeats: Repeats; seen: SeenTexts }> {
  const seen: SeenTexts = { exactTexts: new Set(), texts: new Map(), questions: new Map() };
  const exactQuestions = new Set<string>();
  const repeats: Repeats = {
    ...{ exact: 0, folded: 0, contradicting: 0, other_target: 0, examples: [], contradictions: [] },
  };
  const giveWay = takeTurns();
  for (const [index, example] of examples.entries()) {
    await giveWay();
    const said = keysOf(example);
    const here: Seen = { line: index + 1, answers: example.labels?.join('') };
    const before = seen.questions.get(said.question);
    if (exactQuestions.has(said.exactQuestion)) repeats.exact += 1;
    if (before) {
      repeats.folded += 1;
      note(repeats.examples, here, before);
      if (here.answers !== before.answers) {
        repeats.contradicting += 1;
        note(repeats.contradictions, here, before);
      }
    } else {
      if (seen.texts.has(said.text)) repeats.other_target += 1;
      seen.questions.set(said.question, here);
    }
    exactQuestions.add(said.exactQuestion);
    seen.exactTexts.add(example.text);
    if (!seen.texts.has(said.text)) seen.texts.set(said.text, here);
  }
  return { repeats, seen };
}

/** How much of a file is in the one that `seen` was made of. Gives way to others meanwhile. */
export async function findOverlap(examples: readonly Example[], seen: SeenTexts): Promise<Overlap> {
  const overlap: Overlap = { exact: 0, folded: 0, same_target: 0, contradicting: 0, examples: [] };
  const giveWay = takeTurns();
  for (const [index, example] of examples.entries()) {
    await giveWay();
    const said = keysOf(example);
    const text = seen.texts.get(said.text);
    if (!text) continue;
    overlap.folded += 1;
    if (seen.exactTexts.has(example.text)) overlap.exact += 1;
    const question = seen.questions.get(said.question);
    const answers = example.labels?.join('');
    if (question) overlap.same_target += 1;
    if (question?.answers !== undefined && answers !== undefined && question.answers !== answers)
      overlap.contradicting += 1;
    note(overlap.examples, { line: index + 1 }, question ?? text);
  }
  return overlap;
}

function note(pairs: Pair[], { line }: { line: number }, of: { line: number }): void {
  if (pairs.length < FEW) pairs.push({ line, of: of.line });
}

const foldSpaces = (text: string): string => text.replace(/\s+/gu, ' ').trim();

/** The target's place is counted in the folded text, so that it is the same where only white space before it differs. */
function keysOf({ text, target, span }: Example): { text: string; question: string; exactQuestion: string } {
  const folded = foldSpaces(text);
  const place = span && target !== null ? foldSpaces([...text].slice(0, span.begin).join('')).length : '';
  const about = `\0${target ?? ''}\0${place}`;
  return { text: folded, question: folded + about, exactQuestion: text + about };
}
