/** A loss or gradient overflowed: training cannot go on from there. */
export class NotFiniteError extends Error {
  /** The epoch whose checkpoint and scores are kept, where there is one. */
  keptEpoch: number | undefined;
  /** `part 3 of 5`, where the run has several. */
  part: string | undefined;

  /** @param step the optimiser step after which it was seen, from 1 */
  constructor(
    readonly what: string,
    readonly step: number,
    readonly epoch: number,
  ) {
    super(`the ${what} is no finite number any more at step ${step} (epoch ${epoch})`);
    this.name = 'NotFiniteError';
  }
}
