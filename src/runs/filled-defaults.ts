import { z } from 'zod';
import type { ModelEntry } from '../config/labmate-config.js';
import { modelSizeSchema, type ModelSizes } from '../config/model-sizes.js';
import type { RawOptions } from './check-option.js';
import type { ModelShape } from './model-shape.js';
import { type Texts, textsIn } from '../texts/texts.js';

/** Which defaults of its model a run was given, as they were when it was queued. */
export const filledSchema = z.object({
  size: modelSizeSchema,
  /** What told the size. */
  because: z.string(),
  /** The model's entry has defaults of its own: what the size says only completes them. */
  entry: z.boolean(),
  options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
export type Filled = z.infer<typeof filledSchema>;

/** A model with what its size fills in under its own defaults. */
export const withSizeDefaults = (model: ModelEntry, { size }: ModelShape, sizes: ModelSizes): ModelEntry => ({
  ...model,
  defaults: { ...sizes[size].defaults, ...model.defaults },
});

/**
 * The defaults of a model that nobody chose otherwise.
 * @param chosen what was typed, or came with a preset
 * @param sized the model as withSizeDefaults gives it
 */
export function filledIn(
  chosen: RawOptions,
  model: ModelEntry,
  sized: ModelEntry,
  shape: ModelShape,
): Filled {
  const options = Object.entries(sized.defaults).filter(([name]) => !Object.hasOwn(chosen, name));
  return {
    size: shape.size,
    because: shape.because,
    entry: Object.keys(model.defaults).length > 0,
    options: Object.fromEntries(options),
  };
}

/** `Defaults for a base-size model (by its name): lr 2e-5, epochs 10`; empty where none was filled in. */
export function filledLine(
  { filled, spec }: { filled: Filled | null; spec: { model: string } },
  texts: Texts = textsIn('en'),
): string {
  const { t } = texts;
  if (!filled || Object.keys(filled.options).length === 0) return '';
  const options = Object.entries(filled.options)
    .map(([name, value]) => `${name} ${showValue(value)}`)
    .join(', ');
  const { because, entry, size } = filled;
  if (entry) return t('card.filled.entry', { model: spec.model, options });
  return t('card.filled.size', {
    size: t(`card.filled.${size}`),
    because: reasonIn(because, texts),
    options,
  });
}

/** What told the size is stored in English: the sentences that model-shape.ts has are said in every language. */
function reasonIn(because: string, { t }: Texts): string {
  const english = textsIn('en').t;
  const [, shape] = /^(\d+x\d+) by its config\.json$/.exec(because) ?? [];
  if (shape !== undefined) return t('card.filled.because.config', { shape });
  for (const reason of ['entry', 'no_config', 'name', 'no_name'] as const)
    if (english(`card.filled.because.${reason}`) === because) return t(`card.filled.because.${reason}`);
  return because;
}

/** A value as people type it: rates such as 2e-5. */
export function showValue(value: string | number | boolean): string {
  const small = typeof value === 'number' && value > 0 && value < 1e-3;
  return small ? value.toExponential() : String(value);
}
