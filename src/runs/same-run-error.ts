import { type Said, say } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import { ago } from './ago.js';
import { isDone } from './leaderboard.js';
import { trainingOptions } from './training-options.js';
import type { Run } from './run.js';

const LONGEST_WORDS = 120;

/** What was asked for was trained already, waits or trains: `run` is the one. Nothing was queued. */
export class SameRunError extends UserError {
  readonly run: Run;

  constructor(run: Run, now: Date) {
    super('run.same', saySame(run, now), { context: { run: run.id } });
    this.run = run;
  }
}

/** Which run it is, and what to type instead. `quote` shows people's own words as they typed them. */
export function saySame(run: Run, now: Date, quote: (words: string) => string = (words) => words): Said {
  const { intent, author, spec, state } = run;
  const words = intent.replaceAll(/\s+/g, ' ').slice(0, LONGEST_WORDS);
  const name = quote(author.name);
  const by = words
    ? say('runErrors.same.by_words', {
        name,
        words: `${quote(words)}${words.length < intent.length ? '…' : ''}`,
      })
    : say('runErrors.same.by', { name });
  const seed = spec.seed < trainingOptions.seed.max ? spec.seed + 1 : 0;
  const said = { run: run.id, by, instead: say('runErrors.same.instead', { seed }) };
  if (isDone(run))
    return say('runErrors.same.done', {
      ...said,
      ago: ago(run.finished_at ?? run.created_at, now),
      score: run.result.dev.micro_f1.toFixed(4),
    });
  return say(state === 'running' ? 'runErrors.same.running' : 'runErrors.same.queued', said);
}
