import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { planRetention, type RetentionCase } from '../../src/disk/retention.js';
import { isDone, rank } from '../../src/runs/leaderboard.js';
import { publicScore } from '../../src/runs/public-score.js';
import { isOpen, type Run } from '../../src/runs/run.js';
import { SeededRandom } from '../../src/runs/seeded-random.js';
import { finishedRun } from '../ensemble/fixture.js';
import { daysAgo, NOW, randomCase, someData } from './random-store.js';

const CASES = Array.from({ length: 1200 }, (_, seed) => randomCase(seed));
const GB = 1e9;
const ids = (some: readonly { run: Run }[]): string[] => some.map(({ run }) => run.id);

/** What must stay, said in another way than the rule says it: each run against all others. */
function mustStay(
  run: Run,
  { runs, submissions, waiting = [], bases = new Map(), rule }: RetentionCase,
): boolean {
  const open = runs.filter(isOpen);
  if (isOpen(run) || run.checkpoint_pinned || bases.has(run.id)) return true;
  if (open.some(({ from }) => from === run.id)) return true;
  if (submissions.some(({ members }) => members.includes(run.id))) return true;
  const needs = (member: string) => member.split('/')[0] === run.id;
  if (waiting.some(({ members, ended }) => ended === null && members.some(needs))) return true;
  if (!isDone(run)) return false;
  const better = (score: (other: Run) => number | undefined, among: readonly Run[]) =>
    among.filter((other) => (score(other) ?? -1) > (score(run) ?? -1)).length;
  const sameData = runs.filter((other) => isDone(other) && other.data.hash === run.data.hash);
  const equal = rank(sameData).filter(
    (other) => other.result.dev.micro_f1 === run.result.dev.micro_f1 && Number(other.id) < Number(run.id),
  ).length;
  if (better((other) => other.result?.dev.micro_f1, sameData) + equal < rule.keep_top) return true;
  // Of equal public scores either may stay: only what is clearly among the best must.
  const scored = runs.filter((other) => isDone(other) && publicScore(other) !== undefined);
  const atLeast = scored.filter((other) => (publicScore(other) ?? -1) >= (publicScore(run) ?? -1)).length;
  return publicScore(run) !== undefined && atLeast <= rule.keep_top;
}

describe('the retention rule', () => {
  it('GIVEN any store THEN every run with a checkpoint is either freed or kept with a reason, and no other is named', () => {
    for (const one of CASES) {
      const { free, kept } = planRetention(one);
      const held = one.runs.filter(({ id }) => (one.sizes.runs.get(id) ?? 0) > 0).map(({ id }) => id);
      assert.deepEqual([...ids(free), ...ids(kept)].sort(), held.sort());
      for (const { why, run } of kept) assert.ok(why.length > 5, run.id);
      for (const { run, bytes } of free) assert.equal(bytes, one.sizes.runs.get(run.id));
    }
  });

  it('GIVEN any store THEN nothing goes that must stay, however old it is and however full the disk', () => {
    let [freed, stayed] = [0, 0];
    for (const one of CASES) {
      const { free, kept } = planRetention(one);
      for (const { run } of free) assert.ok(!mustStay(run, one), `run ${run.id}`);
      freed += free.length;
      stayed += kept.filter(({ run }) => mustStay(run, one)).length;
    }
    assert.ok(freed > 1000 && stayed > 1000, 'both happen often in these stores');
  });

  it('GIVEN enough space THEN all goes that is old and need not stay, and nothing young', () => {
    for (const one of CASES) {
      const enough = { ...one, rule: { ...one.rule, free_below_gb: 0 } };
      const { free, kept } = planRetention(enough);
      const isOld = ({ finished_at }: Run) => (finished_at ?? '') < daysAgo(one.rule.keep_days);
      for (const { run } of free) assert.ok(isOld(run), `run ${run.id}`);
      for (const { run, reason } of kept) if (reason === 'young') assert.ok(!isOld(run), `run ${run.id}`);
    }
  });

  it('GIVEN too little space THEN young ones go, the oldest first, until there is enough, and not one more', () => {
    let short = 0;
    for (const one of CASES) {
      const { free, kept } = planRetention(one);
      const old = (run: Run) => (run.finished_at ?? '') < daysAgo(one.rule.keep_days);
      const young = free.filter(({ run }) => !old(run));
      if (young.length === 0) continue;
      short += 1;
      const before = free.slice(0, -1).reduce((sum, { bytes }) => sum + bytes, one.sizes.free);
      assert.ok(before < one.rule.free_below_gb * GB, 'the last one was needed');
      const left = kept.filter(({ reason }) => reason === 'young');
      const after = before + (free.at(-1)?.bytes ?? 0);
      if (left.length > 0) assert.ok(after >= one.rule.free_below_gb * GB, 'it stopped too early');
      for (const { run } of left)
        for (const gone of young)
          assert.ok((gone.run.finished_at ?? '') <= (run.finished_at ?? ''), 'an older one was kept');
    }
    assert.ok(short > 80, `${short}`);
  });

  it('GIVEN the same runs in another order THEN the plan is the same', () => {
    for (const [seed, one] of CASES.entries()) {
      const runs = [...one.runs];
      new SeededRandom(seed).shuffle(runs);
      assert.deepEqual(planRetention({ ...one, runs }), planRetention(one));
    }
  });

  it('GIVEN a plan that was carried out THEN the next one frees nothing more', () => {
    for (const one of CASES) {
      const { free } = planRetention(one);
      const gone = new Set(ids(free));
      const freed = free.reduce((sum, { bytes }) => sum + bytes, 0);
      const sizes = {
        runs: new Map([...one.sizes.runs].filter(([id]) => !gone.has(id))),
        free: one.sizes.free + freed,
      };
      assert.deepEqual(planRetention({ ...one, sizes }).free, []);
    }
  });

  it('GIVEN a run of the plan that is pinned THEN it stays, and with enough space all others go as before', () => {
    for (const one of CASES) {
      const enough = { ...one, rule: { ...one.rule, free_below_gb: 0 } };
      const [first, ...rest] = ids(planRetention(enough).free);
      if (first === undefined) continue;
      const runs = one.runs.map((run) => (run.id === first ? { ...run, checkpoint_pinned: true } : run));
      const plan = planRetention({ ...enough, runs });
      assert.deepEqual(ids(plan.free), rest);
      assert.equal(plan.kept.find(({ run }) => run.id === first)?.reason, 'pinned');
    }
  });

  it('GIVEN one run of each kind THEN each reason is said in words', () => {
    const data = someData('a');
    const old = { finished_at: daysAgo(30) };
    const score = { score: 0.9, at: daysAgo(2), author: { id: null, name: 'kim' } };
    const { submissions } = randomCase(3);
    const [submission] = submissions;
    assert.ok(submission);
    const runs = [
      finishedRun('1', data, 0.9, old),
      finishedRun('2', data, 0.1, { ...old, public_scores: [score] }),
      finishedRun('3', data, 0.1, old),
      finishedRun('4', data, 0.1, { ...old, checkpoint_pinned: true }),
      finishedRun('5', data, 0.1, old),
      finishedRun('6', data, 0.1, { state: 'running', result: null, finished_at: null }),
      finishedRun('7', data, 0.1, { finished_at: daysAgo(3) }),
      finishedRun('8', data, 0.1, old),
      finishedRun('9', data, 0.1, { ...old, state: 'failed', result: null }),
    ];
    const { free, kept } = planRetention({
      ...{ runs, submissions: [{ ...submission, members: ['3'] }], bases: new Map([['5', '6']]), now: NOW },
      sizes: { runs: new Map(runs.map(({ id }) => [id, GB])), free: 100 * GB },
      rule: { keep_days: 14, keep_top: 1, free_below_gb: 5 },
    });
    assert.deepEqual(ids(free), ['8', '9']);
    const why = Object.fromEntries(kept.map((one) => [one.run.id, one.why]));
    assert.deepEqual(why, {
      1: 'it is number 1 by dev micro-F1',
      2: 'it is number 1 by public score',
      3: `it is in submission ${submission.id}`,
      4: 'it is pinned',
      5: 'run 6 begins from it',
      6: 'it is running',
      7: 'it ended within the last 14 days',
    });
  });
});
