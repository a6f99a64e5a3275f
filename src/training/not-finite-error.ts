/** The numbers that are looked at. */
export type Watched = 'loss' | 'gradient norm' | 'dev loss' | 'held-out loss';

/** A loss or gradient overflowed: training cannot go on from there. */
export class NotFiniteError extends Error {
  /** The epoch whose checkpoint and scores are kept, where there is one. */
  keptEpoch: number | undefined;
  /** Which part it was in, from 1, where the run has several. */
  part: { part: number; parts: number } | undefined;

  /** @param step the optimiser step after which it was seen, from 1 */
  constructor(
    readonly what: Watched,
    readonly step: number,
    readonly epoch: number,
  ) {
    super(`the ${what} is no finite number any more at step ${step} (epoch ${epoch})`);
    this.name = 'NotFiniteError';
  }
}
