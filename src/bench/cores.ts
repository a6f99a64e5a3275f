import { cpus } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';

/** Milliseconds since the machine's start, over all its cores. */
type CoreTimes = { all: number; busy: number };

const SAMPLE_MS = 250;
/** Share of the cores that may be busy in a quiet moment. */
const QUIET = 0.15;
const LONGEST_WAIT_MS = 15_000;

function coreTimes(): CoreTimes {
  const times = cpus().map((core) => core.times);
  const idle = times.reduce((sum, one) => sum + one.idle, 0);
  const busy = times.reduce((sum, { user, nice, sys, irq }) => sum + user + nice + sys + irq, 0);
  return { all: busy + idle, busy };
}

/** Waits until the cores are free, but not for ever. Nothing that is measured may work meanwhile. */
export async function quietMoment(): Promise<void> {
  const end = performance.now() + LONGEST_WAIT_MS;
  while (performance.now() < end) {
    const before = coreTimes();
    await pause(SAMPLE_MS);
    const after = coreTimes();
    if (after.busy - before.busy <= QUIET * (after.all - before.all)) return;
  }
}

/** What other programs took of the cores while those that are measured worked. */
export class OtherPrograms {
  #all = 0;
  #others = 0;

  /**
   * @param work of one measured process
   * @returns what it returns
   */
  async watch<T extends { cpuMs: number }>(work: () => Promise<T>): Promise<T> {
    const before = coreTimes();
    const result = await work();
    const after = coreTimes();
    this.#all += after.all - before.all;
    this.#others += Math.max(0, after.busy - before.busy - result.cpuMs);
    return result;
  }

  /** From 0 to 1; 0 before anything was watched, and where the system does not tell. */
  get share(): number {
    return this.#all > 0 ? this.#others / this.#all : 0;
  }
}
