import type { RunSpec } from '../runs/spec.js';

/**
 * The learning rate of each optimiser step: it climbs from 0 over the warmup, then follows the schedule (transformers'
 * get_linear_schedule_with_warmup, get_cosine_schedule_with_warmup and get_constant_schedule_with_warmup).
 * @returns the rate at step 0, 1, …
 */
export function learningRate({
  schedule,
  peak,
  totalSteps,
  warmupSteps,
}: {
  schedule: RunSpec['schedule'];
  peak: number;
  totalSteps: number;
  warmupSteps: number;
}): (step: number) => number {
  const rest = Math.max(1, totalSteps - warmupSteps);
  return (step) => {
    if (step < warmupSteps) return (peak * step) / warmupSteps;
    switch (schedule) {
      case 'constant':
        return peak;
      case 'linear':
        return peak * Math.max(0, (totalSteps - step) / rest);
      case 'cosine':
        return peak * Math.max(0, 0.5 * (1 + Math.cos((Math.PI * (step - warmupSteps)) / rest)));
    }
  };
}

/** Steps of warmup from its share of all steps, rounded up as transformers' Trainer does. */
export const warmupSteps = (share: number, totalSteps: number): number => Math.ceil(share * totalSteps);
