import type { RetentionCase } from '../../src/disk/retention.js';
import { RUN_STATES, type Run } from '../../src/runs/run.js';
import { SeededRandom } from '../../src/runs/seeded-random.js';
import { type PendingEnsemble, type Submission, submissionSchema } from '../../src/runs/submission.js';
import { finishedRun } from '../ensemble/fixture.js';

export const NOW = new Date('2026-11-24T05:00:00.000Z');
const DAY_MS = 24 * 3600 * 1000;
export const daysAgo = (days: number): string => new Date(NOW.getTime() - days * DAY_MS).toISOString();

export const someData = (hash: string): Run['data'] => ({
  ...{ folder: '/data', train: '/data/train.jsonl', dev: '/data/dev.jsonl', test: '/data/test.jsonl', hash },
});

/** A store, sizes and a rule of every kind, drawn from a seed. */
export function randomCase(seed: number): Required<RetentionCase> {
  const random = new SeededRandom(seed);
  const chance = (percent: number): boolean => random.index(100) < percent;
  const count = random.index(25);
  const anyId = (): string => String(1 + random.index(Math.max(1, count)));
  const runs = Array.from({ length: count }, (_, at) => randomRun(String(at + 1)));
  const openIds = runs.filter(({ state }) => state === 'queued' || state === 'running').map(({ id }) => id);
  return {
    runs,
    submissions: Array.from({ length: random.index(4) }, (_, at) => submissionOf(String(at + 1))),
    sizes: {
      runs: new Map(runs.filter(() => chance(75)).map(({ id }) => [id, random.index(4) * 1e9])),
      free: random.index(20) * 1e9,
    },
    bases: new Map(openIds.filter(() => chance(30)).map((by) => [anyId(), by])),
    now: NOW,
    rule: {
      keep_days: random.index(30),
      keep_top: random.index(4),
      free_below_gb: chance(50) ? 0 : random.index(30),
    },
    waiting: Array.from({ length: random.index(3) }, (_, at) => waitingOf(String(at + 1))),
  };

  function randomRun(id: string): Run {
    // Seven of ten have ended well, as in life.
    const state = chance(70) ? 'done' : (RUN_STATES[random.index(RUN_STATES.length)] ?? 'done');
    const score = chance(50) ? random.index(100) / 100 : null;
    const run = finishedRun(id, someData(chance(70) ? 'a' : 'b'), random.index(1000) / 1000, {
      state,
      finished_at: state === 'queued' || state === 'running' ? null : daysAgo(random.index(60)),
      created_at: daysAgo(60),
      from: chance(20) ? anyId() : null,
      checkpoint_pinned: chance(10),
      public_scores: chance(20) ? [{ score, at: daysAgo(1), author: { id: null, name: 'kim' } }] : [],
    });
    return state === 'done' ? run : { ...run, result: null };
  }

  function waitingOf(id: string): PendingEnsemble {
    const members = [anyId(), `${anyId()}/2`, 'submission:1'];
    return {
      ...{ id, asked: {}, author: { id: null, name: 'kim' }, created_at: daysAgo(1), channel_id: null },
      ...{ members, missing: members.slice(0, 1) },
      ended: chance(30) ? { submission: null, problem: 'it failed' } : null,
    };
  }

  function submissionOf(id: string): Submission {
    const { result } = finishedRun('1', someData('a'), 0.5);
    if (!result) throw new Error('A finished run has a result');
    return submissionSchema.parse({
      ...{ id, created_at: daysAgo(3), author: { id: null, name: 'kim' }, method: 'soft' as const },
      members: Array.from({ length: 1 + random.index(3) }, anyId),
      ...{ submission: `/submissions/${id}.jsonl`, sha256: 'f', dev: result.dev, public_scores: [] },
    });
  }
}
