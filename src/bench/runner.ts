import type { BenchChild } from './bench-child.js';
import type { Measurement } from './bench-row.js';
import {
  closedSchema,
  type Opened,
  openedSchema,
  type OpenRequest,
  type Went,
  wentSchema,
} from './protocol.js';

/** A measured process and what was seen of it. */
export class Runner {
  /** Milliseconds of the steps that count. */
  readonly counted: number[] = [];
  readonly #values: Went['values'] = [];
  #firstMs = 0;

  private constructor(
    readonly opened: Opened,
    private readonly child: BenchChild,
  ) {}

  static async open(child: BenchChild, request: OpenRequest): Promise<Runner> {
    return new Runner(await child.ask(request, openedSchema), child);
  }

  /** Steps that are not counted; the first of them is noted by itself. */
  async warmUp(steps: number): Promise<void> {
    const [first = NaN] = await this.#step(steps);
    this.#firstMs = this.opened.open_ms + first;
  }

  async go(steps: number): Promise<void> {
    this.counted.push(...(await this.#step(steps)));
  }

  async close(): Promise<Measurement> {
    const { peak_mb: peakMb } = await this.child.ask({ op: 'close' }, closedSchema);
    return { firstMs: this.#firstMs, counted: this.counted, values: this.#values, peakMb };
  }

  async #step(steps: number): Promise<number[]> {
    const { ms, values } = await this.child.ask({ op: 'go', steps }, wentSchema);
    this.#values.push(...values);
    return ms;
  }
}
