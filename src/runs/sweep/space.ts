import { z } from 'zod';
import { LOSS_PARAMETER_NAMES, LOSS_PARAMETERS, type LossName } from '../loss-options.js';

const rawValue = z.union([z.string(), z.number(), z.boolean()]);

/** One setting that a sweep varies, and what it may become. */
export const parameterSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('choices'), name: z.string(), values: z.array(rawValue).min(1) }),
  z.object({
    kind: z.literal('range'),
    name: z.string(),
    low: z.number(),
    high: z.number(),
    /** Evenly spread in the logarithm. */
    log: z.boolean(),
    /** Only low, low + step, …; null: every value. */
    step: z.number().nullable(),
    /** Only so many values, evenly spread with both ends; null: every value. */
    points: z.number().int().nullable(),
    /** Whole numbers only, as the option takes no others. */
    whole: z.boolean(),
  }),
]);
export type Parameter = z.infer<typeof parameterSchema>;
export type Range = Extract<Parameter, { kind: 'range' }>;

/** What one run of a sweep gets, by option name; parameters of other losses than its own are not in it. */
export const valuesSchema = z.record(z.string(), rawValue);
export type Values = z.infer<typeof valuesSchema>;

/** What a sweep varies. A parameter that belongs to some losses only exists in runs with such a loss. */
export const spaceSchema = z.object({
  parameters: z.array(parameterSchema),
  /** The loss of all runs; it does not count where `loss` is varied. */
  loss: z.string(),
});
export type Space = z.infer<typeof spaceSchema>;

export const isLossParameter = (name: string): boolean =>
  (LOSS_PARAMETER_NAMES as readonly string[]).includes(name);

/** Whether an option means something with this loss. */
export const belongsTo = (name: string, loss: string): boolean =>
  !isLossParameter(name) || name in (LOSS_PARAMETERS[loss as LossName] ?? {});

/** The losses that the sweep's runs may have. */
export function lossesOf({ parameters, loss }: Space): string[] {
  const swept = parameters.find(({ name }) => name === 'loss');
  return swept?.kind === 'choices' ? swept.values.map(String) : [loss];
}

/** The parameters of runs with this loss; the loss itself first, so that it is known before what depends on it. */
export function parametersWith(loss: string, { parameters }: Space): Parameter[] {
  const own = parameters.filter(({ name }) => belongsTo(name, loss));
  return [...own.filter(({ name }) => name === 'loss'), ...own.filter(({ name }) => name !== 'loss')];
}

/** The same text for the same values, in whatever order. */
export const keyOf = (values: Values): string =>
  JSON.stringify(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));
