import { toTold } from '../../texts/stored.js';
import { isOpen, type Run } from '../run.js';
import type { Runs } from '../runs.js';
import { EpochScores } from './epoch-scores.js';
import { type Course, judge, type Pruner } from './pruner.js';

/** Which runs of a sweep are to be stopped early. */
export class EarlyStops {
  readonly #runs: Runs;
  readonly #scores: EpochScores;
  /** The last epoch by which an attempt of a run was judged. */
  readonly #judged = new Map<string, number>();

  constructor(runs: Runs) {
    this.#runs = runs;
    this.#scores = new EpochScores(runs);
  }

  /**
   * Judges each running member by every epoch that it was not judged by yet, and writes down why one is to go.
   * @returns those to cancel, also from before a restart
   */
  async toEnd(pruner: Pruner, members: readonly Run[]): Promise<Run[]> {
    if (pruner === 'none') return [];
    const ending: Run[] = [];
    for (const run of members.filter(isOpen)) {
      const marked = run.sweep?.pruned ? run : await this.#judge(run, pruner, members);
      if (marked) ending.push(marked);
    }
    return ending;
  }

  async #judge(run: Run, pruner: Pruner, members: readonly Run[]): Promise<Run | undefined> {
    // Whoever has reached a second part is trained to its end.
    if ((run.progress?.part ?? 1) > 1) return undefined;
    const key = `${run.id} ${run.attempts}`;
    const judged = this.#judged.get(key) ?? 0;
    if (run.state !== 'running' || !run.sweep || (run.progress?.epoch ?? 0) <= judged) return undefined;
    const scores = await this.#scores.of(run);
    this.#judged.set(key, scores.length);
    const others: Course[] = [];
    for (const other of members)
      if (other.id !== run.id && other.state !== 'queued')
        others.push({ scores: await this.#scores.of(other), done: other.state === 'done' });
    for (let epoch = judged + 1; epoch <= scores.length; epoch++) {
      const why = judge(pruner, scores.slice(0, epoch), others);
      if (why === undefined) continue;
      const pruned = { epoch, score: Math.max(...scores.slice(0, epoch)), ...toTold(why) };
      return this.#runs.store.update(run.id, { sweep: { ...run.sweep, pruned } });
    }
    return undefined;
  }
}
