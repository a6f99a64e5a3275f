import type { LabmateConfig, ModelEntry, Preset } from '../config/labmate-config.js';
import { say } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import { BASE_DEFAULTS } from './base-defaults.js';
import { checkOptions, nearest, type RawOptions, type RawValue, refuseUnknown } from './check-option.js';
import { refuseContradictions } from './contradictions.js';
import { checkParts } from './check-parts.js';
import { optionsFrom } from './from-options.js';
import { LOSS_PARAMETER_NAMES, LOSS_PARAMETERS, type LossName } from './loss-options.js';
import { mendable } from './mended.js';
import { type RunOptionName, runOptions } from './options.js';
import { spreadSet } from './parse-set.js';
import { type RunSpec, runSpecSchema } from './spec.js';
import { partsOfClean } from './text-fields.js';

export const INTENT_MAX = 1000;

/** Options of `train` that do not belong to the spec. */
export const trainExtras = ['preset', 'intent', 'set', 'from', 'again', 'when', 'question'] as const;
export const trainOptionNames: readonly string[] = [...Object.keys(runOptions), ...trainExtras];

export type Catalogue = {
  defaults: LabmateConfig['defaults'];
  models: Record<string, ModelEntry>;
  presets: Record<string, Preset>;
  /** The spec that a run is begun from, in place of defaults: what is typed goes over it. */
  base?: RunSpec | undefined;
};

type Checked = Partial<Record<RunOptionName, RawValue>>;

/** The name of the model that is asked for. @throws UserError as parseTrainOptions */
export function chosenModel(raw: RawOptions, catalogue: Omit<Catalogue, 'models'>): string {
  return String(named(spreadSet(raw), catalogue).model);
}

export type ParsedOptions = {
  spec: RunSpec;
  intent: string;
  /** What was typed, those in `set` spread out. */
  typed: RawOptions;
  /** What was typed or came along with a preset or another run: the rest of the spec are defaults. */
  chosen: RawOptions;
};

/**
 * From typed options to a whole spec and an intent.
 * @param models holds at least the chosen model
 * @throws UserError for an unknown option or preset, a value out of its range, or a contradiction.
 */
export function parseTrainOptions(raw: RawOptions, { models, ...catalogue }: Catalogue): ParsedOptions {
  const options = spreadSet(raw);
  const chosen = named(options, catalogue);
  const modelName = String(chosen.model);
  const model = own(models, modelName);
  if (!model) throw new Error(`the model ${modelName} must be found first (find-model.ts)`);
  const loss = String(chosen.loss) as LossName;
  const defaults = catalogue.base ? {} : { ...BASE_DEFAULTS, ...checkAll(model.defaults) };
  const spec: Checked = { ...defaults, ...chosen };
  const parts = partsOfClean(spec.clean === true);
  const whole = runSpecSchema.parse({
    ...spec,
    ...lossParameters(loss, spec),
    // Without a new order, people expect the file's: buckets change it, so there they are made only where asked for.
    bucket: spec.bucket ?? spec.shuffle,
    symbols: spec.symbols ?? parts.symbols,
    repeat: spec.repeat ?? parts.repeat,
  });
  refuseContradictions({ typed: options, spec: whole, model });
  checkParts(whole);
  return { spec: whole, intent: parseIntent(options.intent), typed: options, chosen };
}

/** @throws UserError `intent.long` */
export function parseIntent(raw: RawValue | undefined): string {
  const intent = String(raw ?? '').trim();
  if (intent.length > INTENT_MAX)
    throw new UserError(
      'intent.long',
      say('optionErrors.intent', { length: intent.length, max: INTENT_MAX }),
    );
  return intent;
}

/** What is asked for by name: by the bot's defaults, the preset, and what was typed, the later over the earlier. */
function named(options: RawOptions, { defaults, presets, base }: Omit<Catalogue, 'models'>): Checked {
  refuseUnknown(Object.keys(options), trainOptionNames);
  const typed = checkAll(options);
  if (base) {
    refusePreset(options);
    return { ...optionsFrom(base, typed), ...typed };
  }
  const preset = options.preset === undefined ? {} : presetOptions(String(options.preset), presets);
  // With another loss than the preset's, its parameters would mean something else.
  if (typed.loss !== undefined && preset.loss !== undefined && typed.loss !== preset.loss)
    for (const name of LOSS_PARAMETER_NAMES) delete preset[name];
  return { ...checkAll(defaults), ...preset, ...typed };
}

/** The loss's own parameters as chosen or published, and null for those of other losses. */
function lossParameters(loss: LossName, chosen: Checked): Record<string, RawValue | null> {
  const published: Partial<Record<string, RawValue | null>> = LOSS_PARAMETERS[loss];
  return Object.fromEntries(
    LOSS_PARAMETER_NAMES.map((name) => [
      name,
      Object.hasOwn(published, name) ? (chosen[name] ?? published[name] ?? null) : null,
    ]),
  );
}

/** Both bring settings for everything: which of them counts would be a guess. */
function refusePreset({ preset, from }: RawOptions): void {
  if (preset === undefined) return;
  throw mendable(
    'option.from',
    say('optionErrors.from', { from: String(from), preset: String(preset).slice(0, 60) }),
    { put: { preset: null } },
  );
}

const checkAll = (raw: RawOptions): Checked => checkOptions(runOptions, raw);

function presetOptions(name: string, presets: Record<string, Preset>): Checked {
  const preset = own(presets, name);
  if (!preset) throw unknownPreset(name, Object.keys(presets));
  refuseUnknown(Object.keys(preset.options), Object.keys(runOptions));
  return checkAll(preset.options);
}

/** Names that people type: `constructor` is not one of a record's own. */
function own<T>(record: Record<string, T>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

function unknownPreset(typed: string, known: string[]): UserError {
  const guess = nearest(typed, known);
  const named = { typed: typed.slice(0, 60), known: known.join(', ') };
  return new UserError(
    'preset.unknown',
    guess ? say('optionErrors.preset_guess', { ...named, guess }) : say('optionErrors.preset', named),
    guess === undefined ? {} : { context: { mend: { put: { preset: guess } } } },
  );
}
