import type { LabmateConfig, ModelEntry, Preset } from '../config/labmate-config.js';
import { UserError } from '../user-error.js';
import { checkOption, nearest, type RawOptions, type RawValue, refuseUnknown } from './check-option.js';
import { type RunOptionName, runOptions } from './options.js';
import { type RunSpec, runSpecSchema } from './spec.js';

export const INTENT_MAX = 1000;

/** Options of `train` that do not belong to the spec. */
export const trainExtras = ['preset', 'intent'] as const;
export const trainOptionNames: readonly string[] = [...Object.keys(runOptions), ...trainExtras];

export type Catalogue = {
  defaults: LabmateConfig['defaults'];
  models: Record<string, ModelEntry>;
  presets: Record<string, Preset>;
};

/** Defaults of every model; models.yaml and presets go over them, what a person types over those. */
const BASE_DEFAULTS = {
  warmup: 0.1,
  schedule: 'linear',
  decay: 0.01,
  layer_decay: 1,
  grad_clip: 1,
  dropout: 0.1,
  maxlen: 128,
  epochs: 5,
  batch: 32,
  accumulate: 1,
  lr: 3e-5,
  seed: 42,
  shuffle: true,
  patience: 0,
  precision: 'auto',
} as const;

/** The published defaults of the asymmetric losses (Ridnik et al. 2021; Huang et al. 2023). */
const LOSS_DEFAULTS = {
  bce: { gamma_neg: null, gamma_pos: null, clip: null },
  asl: { gamma_neg: 4, gamma_pos: 1, clip: 0.05 },
  apl: { gamma_neg: 4, gamma_pos: 0, clip: 0.05 },
} as const;

/**
 * From typed options to a whole spec and an intent.
 * @throws UserError for an unknown option, model or preset, or a value out of its range.
 */
export function parseTrainOptions(
  raw: RawOptions,
  catalogue: Catalogue,
): { spec: RunSpec; intent: string; model: ModelEntry } {
  refuseUnknown(Object.keys(raw), trainOptionNames);
  const typed = checkAll(raw);
  const preset = raw.preset === undefined ? {} : presetOptions(String(raw.preset), catalogue.presets);
  const named = { ...catalogue.defaults, ...preset, ...typed };
  const modelName = String(named.model);
  const model = own(catalogue.models, modelName);
  if (!model) throw unknownName('model', modelName, Object.keys(catalogue.models));

  const loss = String(named.loss) as keyof typeof LOSS_DEFAULTS;
  const spec = {
    ...BASE_DEFAULTS,
    ...LOSS_DEFAULTS[loss],
    ...checkAll(model.defaults),
    ...named,
  };
  // Without a new order, people expect the file's: buckets change it, so there they are made only where asked for.
  const bucket = spec.bucket ?? spec.shuffle;
  if (loss === 'bce') {
    for (const name of ['gamma_neg', 'gamma_pos', 'clip'] as const)
      if (name in typed)
        throw new UserError(
          'option.loss',
          `\`${name}\` belongs to the asymmetric losses; bce has none. Add \`loss:asl\` or leave \`${name}\` out.`,
        );
    Object.assign(spec, LOSS_DEFAULTS.bce);
  }
  return { spec: runSpecSchema.parse({ ...spec, bucket }), intent: parseIntent(raw.intent), model };
}

/** @throws UserError `intent.long` */
export function parseIntent(raw: RawValue | undefined): string {
  const intent = String(raw ?? '').trim();
  if (intent.length > INTENT_MAX)
    throw new UserError(
      'intent.long',
      `The intent has ${intent.length} characters; ${INTENT_MAX} fit. Shorten it, the details can go into the run's thread.`,
    );
  return intent;
}

function checkAll(raw: RawOptions): Partial<Record<RunOptionName, RawValue>> {
  const checked: Partial<Record<RunOptionName, RawValue>> = {};
  for (const [name, def] of Object.entries(runOptions)) {
    const value = raw[name];
    if (value !== undefined) checked[name as RunOptionName] = checkOption(name, def, value);
  }
  return checked;
}

function presetOptions(name: string, presets: Record<string, Preset>) {
  const preset = own(presets, name);
  if (!preset) throw unknownName('preset', name, Object.keys(presets));
  refuseUnknown(Object.keys(preset.options), Object.keys(runOptions));
  return checkAll(preset.options);
}

/** Names that people type: `constructor` is not one of a record's own. */
function own<T>(record: Record<string, T>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

function unknownName(what: 'model' | 'preset', typed: string, known: string[]): UserError {
  const guess = nearest(typed, known);
  return new UserError(
    `${what}.unknown`,
    `There is no ${what} “${typed.slice(0, 60)}”. ${guess ? `Did you mean \`${what}:${guess}\`? ` : ''}Known: ${known.join(', ')}.`,
  );
}
