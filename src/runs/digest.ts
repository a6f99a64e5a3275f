import { hoursByPerson, type PersonHours } from './preferences/gpu-hours.js';
import { type DoneRun, isDone, rankLatest } from './leaderboard.js';
import type { Run } from './run.js';

export const VERDICTS = ['confirmed', 'refuted', 'unclear'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What happened between two instants, and how things stand. */
export type Digest = {
  since: Date;
  until: Date;
  /** Best first; runs of sweeps among them. */
  done: DoneRun[];
  failed: Run[];
  cancelled: number;
  /** Of all runs on the data of the one that finished last; `isNew`: it ended in this time. */
  best: { run: DoneRun; isNew: boolean } | undefined;
  /** Intents of runs that are done, but for those of sweeps, and what was said of them. */
  questions: { asked: number } & Record<Verdict, number>;
  running: number;
  waiting: number;
  hours: PersonHours[];
};

const within = (at: string | null, since: Date, until: Date): boolean =>
  at !== null && Date.parse(at) > since.getTime() && Date.parse(at) <= until.getTime();

/** @param runs all of them */
export function digestOf(runs: readonly Run[], since: Date, until: Date): Digest {
  const ended = runs.filter(({ finished_at }) => within(finished_at, since, until));
  const done = ended.filter(isDone).sort((a, b) => b.result.dev.micro_f1 - a.result.dev.micro_f1);
  const best = rankLatest(runs)[0];
  const questions = ended.filter((run) => isDone(run) && run.intent !== '' && run.sweep === null);
  const said = (verdict: Verdict): number => questions.filter((run) => run.verdict?.value === verdict).length;
  return {
    ...{ since, until, done },
    failed: ended.filter(({ state }) => state === 'failed'),
    cancelled: ended.filter(({ state }) => state === 'cancelled').length,
    best: best && { run: best, isNew: within(best.finished_at, since, until) },
    questions: {
      asked: questions.length,
      confirmed: said('confirmed'),
      refuted: said('refuted'),
      unclear: said('unclear'),
    },
    running: runs.filter(({ state }) => state === 'running').length,
    waiting: runs.filter(({ state }) => state === 'queued').length,
    hours: hoursByPerson(runs, since, until),
  };
}

/** No run ended: there is nothing to tell. */
export const isEmpty = ({ done, failed, cancelled }: Digest): boolean =>
  done.length + failed.length + cancelled === 0;
