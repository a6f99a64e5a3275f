import { say } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import type { ModelEntry } from '../config/labmate-config.js';
import type { ModelSize } from '../config/model-sizes.js';
import type { Settings } from '../config/settings.js';
import type { RawOptions, RawValue } from './check-option.js';
import { LOSS_PARAMETER_NAMES, LOSS_PARAMETERS, type LossName } from './loss-options.js';
import { sizeInName } from './model-shape.js';
import { parseTrainOptions } from './parse-options.js';
import { spreadSet } from './parse-set.js';
import type { Run } from './run.js';
import { type RunSpec, runSpecSchema } from './spec.js';
import { plainSpec } from './spec-digest.js';

/** What people change most, and tell runs apart by: there to be changed even where it is the default. */
const ALWAYS: readonly string[] = ['model', 'data', 'loss', 'lr', 'epochs', 'batch', 'seed'];

type Catalogue = Pick<Settings, 'labmate' | 'models' | 'presets' | 'sizes'>;
type Tweaked = Pick<Run, 'spec' | 'filled'>;
type Value = RunSpec[keyof RunSpec];

/** The options of a run as lines to be changed, `lr=3e-5`: the usual ones, and all that are not the default. */
export function tweakLines(run: Tweaked, catalogue: Catalogue): string {
  return shown(run, catalogue)
    .map(([name, value]) => `${name}=${write(value)}`)
    .join('\n');
}

/**
 * What to queue, as options of `train` over the run that was tweaked: a changed line is that value, one that was taken
 * out is the default again.
 * @throws UserError `option.set` for lines that cannot be read, `option.value` …: as parseTrainOptions
 */
export function tweakOptions(
  run: Tweaked & Pick<Run, 'id' | 'question'>,
  { lines, intent }: { lines: string; intent: string },
  catalogue: Catalogue,
): RawOptions {
  const { id, spec, question } = run;
  const typed = spreadSet({ set: lines });
  const before = Object.fromEntries(shown(run, catalogue));
  const takenOut = (name: string) => Object.hasOwn(before, name) && !Object.hasOwn(typed, name);
  const usual = defaultsOf(
    run,
    { model: typed.model ?? spec.model, loss: typed.loss ?? spec.loss },
    catalogue,
  );
  const loss = takenOut('loss') ? catalogue.labmate.defaults.loss : String(typed.loss ?? spec.loss);
  const own = Object.keys(LOSS_PARAMETERS[loss as LossName]);
  const ofLosses = (name: string) => loss !== spec.loss && (LOSS_PARAMETER_NAMES as string[]).includes(name);

  const changed: Record<string, RawValue> = {};
  for (const [name, value] of Object.entries(typed)) {
    const same = Object.hasOwn(before, name) && write(before[name] ?? null) === write(value);
    // With another loss, a parameter that was left as it was stays where that loss has it, too.
    if (same ? ofLosses(name) && own.includes(name) : true) changed[name] = value;
  }
  for (const name of Object.keys(before).filter(takenOut)) {
    if (ofLosses(name)) continue;
    changed[name] = usual[name as keyof RunSpec] ?? refuseTakenOut(name);
  }
  return {
    ...changed,
    from: id,
    ...(intent.trim() === '' ? {} : { intent }),
    // What it answers together with others, it answers changed, too.
    ...(question === null ? {} : { question }),
  };
}

/** The options whose lines were taken out: they are the default again. */
export function takenOutOf(run: Tweaked, lines: string, catalogue: Catalogue): string[] {
  const typed = spreadSet({ set: lines });
  return shown(run, catalogue).flatMap(([name]) => (Object.hasOwn(typed, name) ? [] : [name]));
}

function refuseTakenOut(name: string): never {
  throw new UserError('tweak.out', say('buttons.takenOut', { name }));
}

/** The options to show, in the order of the spec. */
function shown(run: Tweaked, catalogue: Catalogue): [string, Value][] {
  const { spec } = run;
  const usual: Partial<Record<string, Value>> = defaultsOf(run, spec, catalogue);
  return Object.entries(plainSpec(spec)).filter(
    ([name, value]) => value !== null && (ALWAYS.includes(name) || value !== usual[name]),
  );
}

/** What a run of that model and loss is trained with where nothing else is typed. */
function defaultsOf(
  { spec: before, filled }: Tweaked,
  { model, loss }: { model: RawValue; loss: RawValue },
  { labmate, models, presets, sizes }: Catalogue,
): RunSpec {
  const name = String(model);
  const entry = (Object.hasOwn(models, name) ? models[name] : undefined) ?? FOUND;
  const size = (name === before.model && filled?.size) || sizeByName(name, entry);
  const sized = { ...entry, defaults: { ...sizes[size].defaults, ...entry.defaults } };
  const { defaults } = labmate;
  const { spec } = parseTrainOptions({ model, loss }, { defaults, presets, models: { [name]: sized } });
  return runSpecSchema.parse({ ...spec, model: defaults.model, loss: defaults.loss });
}

/** Without a look at its files: a form is made without waiting for anything. */
function sizeByName(name: string, { size, kind }: ModelEntry): ModelSize {
  if (size) return size;
  return kind === 'checkpoint' ? sizeInName(name).size : kind === 'ngram' ? 'ngram' : 'scratch';
}

/** A model of a folder or a hub has no defaults of its own (find-model.ts). */
const FOUND: ModelEntry = { kind: 'checkpoint', description: '', settings: {}, defaults: {} };

function write(value: Value | RawValue): string {
  const small = typeof value === 'number' && value > 0 && value < 1e-3;
  const text = small ? value.toExponential() : String(value);
  return /[\s;]/.test(text) ? `"${text}"` : text;
}
