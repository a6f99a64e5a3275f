import { noteScore, sayNoted } from '../runs/note-score.js';
import type { Answer, Caller, TerminalLab } from './verb.js';
import { noPlainWords, type Words } from './words.js';

/** `score run:12 0.874`: notes the leaderboard's score; `score:0.874` does as well. */
export async function score(
  { options, plain, json }: Words,
  { runs }: TerminalLab,
  { author }: Caller,
): Promise<Answer> {
  const [typed, ...rest] = plain;
  noPlainWords({ options, plain: options.score === undefined ? rest : plain, json }, 'run:12 score:0.874');
  const noted = await noteScore(typed === undefined ? options : { score: typed, ...options }, author, runs);
  return { json: { ...noted, before: noted.before ?? null }, text: sayNoted(noted) };
}
