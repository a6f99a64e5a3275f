import type { RunSpec } from '../runs/spec.js';
import { encode } from './encode.js';
import type { Features, Model } from './model.js';
import type { RunData } from './read-run.js';

export type EncodedData = Record<keyof RunData, Features[]>;

/** The data as a run's models take it: all parts have the same tokenizer, so that it is made once. */
export class SharedTexts {
  readonly data: RunData;
  readonly #spec: RunSpec;
  #encoded: EncodedData | undefined;

  constructor(data: RunData, spec: RunSpec) {
    this.data = data;
    this.#spec = spec;
  }

  /** @param pause awaited every few hundred texts; what it throws ends the work */
  async encodedFor(model: Model, pause: () => Promise<void>): Promise<EncodedData> {
    const of = (part: keyof RunData) => encode(model, this.data[part], this.#spec, pause);
    this.#encoded ??= { train: await of('train'), dev: await of('dev'), test: await of('test') };
    return this.#encoded;
  }
}
