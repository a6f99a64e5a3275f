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
export function saySame(run: Run, now: Date, quote: (words: string) => string = (words) => words): string {
  const { id, intent, author, spec, state } = run;
  const words = intent.replaceAll(/\s+/g, ' ').slice(0, LONGEST_WORDS);
  const cut = words.length < intent.length ? '…' : '';
  const by = `by ${quote(author.name)}${words ? `: “${quote(words)}${cut}”` : ''}`;
  const found = isDone(run)
    ? `That is run ${id} (${ago(run.finished_at ?? run.created_at, now)}, ${run.result.dev.micro_f1.toFixed(4)}, ${by}).`
    : `Run ${id} ${state === 'running' ? 'trains' : 'waits'} with exactly this (${by}).`;
  const seed = spec.seed < trainingOptions.seed.max ? spec.seed + 1 : 0;
  return `${found} Type \`again:true\` to run it all the same, or change something (\`seed:${seed}\` …).`;
}
