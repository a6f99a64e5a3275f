import { inWorkerThread } from '../in-worker-thread.js';
import type { BootstrapJob, Interval, Statistic } from './bootstrap.js';

/** How many resamples an interval is made of, and from which seed: the same question gets the same answer. */
export const RESAMPLES = 10_000;
export const SEED = 1;

/** Two F1s and what lies between them: second minus first, with its 95 % interval. */
export type Difference = {
  first: number;
  second: number;
  difference: number;
  low: number;
  high: number;
  /** False where the interval holds zero: these examples cannot tell the two apart. */
  distinguishable: boolean;
};

export const isDistinguishable = ({ low, high }: Pick<Interval, 'low' | 'high'>): boolean =>
  low > 0 || high < 0;

/** @throws whatever the thread threw */
export const intervals = (job: BootstrapJob): Promise<Interval[]> =>
  inWorkerThread<BootstrapJob, Interval[]>(new URL('./bootstrap-thread.js', import.meta.url), job);

/** The statistic whose interval belongs to a difference: F1 over the second's columns less F1 over the first's. */
export const minus = (second: readonly number[], first: readonly number[], weight = 1): Statistic => [
  { columns: second, weight },
  { columns: first, weight: -weight },
];

/** @param between what the bootstrap found for the difference of both F1s */
export const differenceOf = (between: Interval, first: number, second: number): Difference => ({
  ...{ first, second, difference: between.value, low: between.low, high: between.high },
  distinguishable: isDistinguishable(between),
});
