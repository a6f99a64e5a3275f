import type { Logger } from 'pino';

/** The parts of a process that were started, to be stopped in the opposite order: none outlives what it stands on. */
export class StartedParts {
  readonly #stops: (() => unknown)[] = [];
  readonly #log: Logger;

  constructor(log: Logger) {
    this.#log = log;
  }

  /** How to stop what was started, or is just being started. */
  add(stop: () => unknown): void {
    this.#stops.push(stop);
  }

  /** Starts it; where that fails, it is stopped with the others. */
  start(part: { start(): void; stop(): unknown }): void {
    this.add(() => part.stop());
    part.start();
  }

  /** Never rejects: a part that cannot be stopped does not keep the others. */
  async stop(): Promise<void> {
    for (const stop of this.#stops.splice(0).reverse())
      try {
        await stop();
      } catch (error) {
        this.#log.error({ err: error }, 'a part could not be stopped');
      }
  }
}
