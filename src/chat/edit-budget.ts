/** Edits that a card may make one after the other, such as those of a short run. */
const BURST = 9;
/** Once those are made, an edit more each so often: with the burst 31 in any hour. */
const REFILL_MS = 160_000;

type Bucket = { edits: number; at: number };

/**
 * When a card may be edited again to show mere progress: at most every `leastMs`, and by a token bucket, so that a run
 * makes at most 38 requests in an hour of training, of the 40 that it may: 31 edits, what a change of state needs, the
 * acknowledgement of /train, card, thread, pictures and result.
 * Times are milliseconds.
 */
export class EditBudget {
  readonly #leastMs: number;
  readonly #buckets = new Map<string, Bucket>();

  constructor(leastMs: number) {
    this.#leastMs = leastMs;
  }

  /**
   * When the next edit of this run's card is due: never before the time of the last one where there was none. `leastMs`
   * after the last one, as long as the burst lasts.
   */
  dueAt(run: string, leastMs = this.#leastMs): number {
    const bucket = this.#buckets.get(run);
    if (!bucket) return 0;
    const refilled = bucket.at + Math.max(0, 1 - bucket.edits) * REFILL_MS;
    return Math.max(bucket.at + leastMs, refilled);
  }

  /** The card was shown as the run is now; a change of state counts, too, but never waits. */
  spend(run: string, now: number): void {
    const bucket = this.#buckets.get(run);
    const edits = bucket ? Math.min(BURST, bucket.edits + (now - bucket.at) / REFILL_MS) : BURST;
    this.#buckets.set(run, { edits: Math.max(0, edits - 1), at: now });
  }

  /** It trained before Labmate was started anew: its burst counts as made, or each restart would bring another. */
  resume(run: string, now: number): void {
    this.#buckets.set(run, { edits: 1, at: now - this.#leastMs });
  }

  /** The run has ended. */
  forget(run: string): void {
    this.#buckets.delete(run);
  }
}
