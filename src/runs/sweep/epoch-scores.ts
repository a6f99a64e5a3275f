import { readEvents } from '../read-events.js';
import { isOpen, type Run } from '../run.js';
import type { Runs } from '../runs.js';

/**
 * Micro-F1 by epoch, from the runs' own events: the store keeps only the last. Of a run of several parts it is that of
 * the first: whoever reaches the second is trained to its end, and the parts of all runs of a sweep are alike.
 */
export class EpochScores {
  readonly #runs: Pick<Runs, 'folder'>;
  /** Of runs that have ended: they do not change any more. */
  readonly #ended = new Map<string, readonly number[]>();

  constructor(runs: Pick<Runs, 'folder'>) {
    this.#runs = runs;
  }

  async of(run: Run): Promise<readonly number[]> {
    const known = this.#ended.get(run.id);
    if (known) return known;
    const { events } = await readEvents(this.#runs.folder(run.id).events, { skipSteps: true });
    const scores = events.flatMap((event) =>
      event.type === 'epoch' && (event.part ?? 1) === 1 ? [event.micro_f1] : [],
    );
    if (!isOpen(run)) this.#ended.set(run.id, scores);
    return scores;
  }
}
