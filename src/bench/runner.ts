import type { BenchChild } from './bench-child.js';
import type { Measurement } from './bench-row.js';
import type { OtherPrograms } from './cores.js';
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
    const { ms } = await this.#step(steps);
    const [first = NaN] = ms;
    this.#firstMs = this.opened.open_ms + first;
  }

  /** Steps that count. */
  async go(steps: number, others: OtherPrograms): Promise<void> {
    const { ms } = await others.watch(() => this.#step(steps));
    this.counted.push(...ms);
  }

  async close(): Promise<Measurement> {
    const { peak_mb: peakMb } = await this.child.ask({ op: 'close' }, closedSchema);
    return { firstMs: this.#firstMs, counted: this.counted, values: this.#values, peakMb };
  }

  async #step(steps: number): Promise<{ ms: number[]; cpuMs: number }> {
    const { ms, cpu_ms: cpuMs, values } = await this.child.ask({ op: 'go', steps }, wentSchema);
    this.#values.push(...values);
    return { ms, cpuMs };
  }
}
