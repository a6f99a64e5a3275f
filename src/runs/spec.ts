import { z } from 'zod';
import { LOSS_PARAMETER_NAMES } from './loss-options.js';
import { storedFields } from './option-field.js';
import { runOptions } from './options.js';

/**
 * The settings of a run, whole: every default is filled in when the run is queued, so that a spec says the same thing
 * for ever. Its fields are the options of a run (options.ts), in their order. Ranges are checked where people type
 * (parse-options.ts); here only the types. A parameter that only some losses have is null with the others.
 */
export const runSpecSchema = z.strictObject(storedFields(runOptions, LOSS_PARAMETER_NAMES));

export type RunSpec = z.infer<typeof runSpecSchema>;

/** Examples that one step of the optimiser sees; the last step of an epoch may see fewer. */
export const effectiveBatch = ({ batch, accumulate }: Pick<RunSpec, 'batch' | 'accumulate'>): number =>
  batch * accumulate;
