import { type Texts, textsIn } from '../texts/texts.js';
import type { Settings } from '../config/settings.js';
import { MODEL_SIZES } from '../config/model-sizes.js';
import { BASE_DEFAULTS } from './base-defaults.js';
import { exampleOf, type RawOptions, type RawValue, refuseUnknown } from './check-option.js';
import { showValue } from './filled-defaults.js';
import { LOSS_PARAMETER_NAMES, LOSS_PARAMETERS, LOSSES } from './loss-options.js';
import { trainLine } from './mended.js';
import type { OptionDef } from './option-def.js';
import { runOptions, startOptions } from './options.js';

/** A default and for which models (or losses) it is one. */
export type DefaultOf = { of: string; value: string };

export type OptionHelp = {
  name: string;
  description: string;
  /** What may be typed. */
  allowed: string;
  defaults: DefaultOf[];
  /** Lines to type, in the channel (in a field of its own or in `set`) and in a terminal. */
  chat: string;
  terminal: string;
  /** A paper, or an implementation. */
  source: string | null;
};

export type ExplainSettings = Pick<Settings, 'labmate' | 'models' | 'sizes'>;

/** All that `train` takes and that has a definition. */
export const explainedOptions: Readonly<Record<string, OptionDef>> = { ...runOptions, ...startOptions };

/**
 * What there is to say about an option: for help in the channel, in the terminal and in docs/options.md.
 * @throws UserError `option.unknown` with the nearest name
 */
export function explainOption(
  typed: string,
  settings: ExplainSettings,
  texts: Texts = textsIn('en'),
): OptionHelp {
  const name = typed
    .trim()
    .toLowerCase()
    .replace(/[:=].*$/s, '');
  refuseUnknown([name], Object.keys(explainedOptions));
  const def = explainedOptions[name];
  if (!def) throw new Error(`${name} is in the list and has no definition`);
  const example = { ...lossHaving(name), [name]: exampleOf(def) };
  return {
    name,
    description: def.description,
    allowed: allowedValues(def, texts),
    defaults: defaultsOf(name, settings, texts),
    chat: trainLine(example, 'chat'),
    terminal: trainLine(example, 'terminal'),
    source: def.source ?? null,
  };
}

/** What may be typed for an option, in a few words: `above 0, up to 1`. */
export function allowedValues(def: OptionDef, { t, say }: Texts = textsIn('en')): string {
  switch (def.kind) {
    case 'choice':
      return def.choices.join(', ');
    case 'flag':
      return 'true, false';
    case 'integer':
      return t('optionHelp.whole', { min: def.min, max: def.max });
    case 'number':
      return t(def.exclusiveMin ? 'optionHelp.above' : 'optionHelp.number', { min: def.min, max: def.max });
    case 'text':
      return def.allowed === undefined
        ? t('optionHelp.text', { max: def.maxLength })
        : say(def.allowed).replaceAll('`', '');
  }
}

/** Defaults that follow from another option. */
const FOLLOWING: Readonly<Record<string, DefaultOf[]>> = {
  bucket: [
    { of: 'shuffle:true', value: 'true' },
    { of: 'shuffle:false', value: 'false' },
  ],
  symbols: [
    { of: 'clean:false', value: 'keep' },
    { of: 'clean:true', value: 'drop' },
  ],
  repeat: [
    { of: 'clean:false', value: '0' },
    { of: 'clean:true', value: '2' },
  ],
};

/** The default of each size of model, and of the models that differ from theirs; one line where it is the same for all. */
function defaultsOf(name: string, { labmate, models, sizes }: ExplainSettings, { t }: Texts): DefaultOf[] {
  const all = t('optionHelp.all');
  if (name === 'when') return [{ of: all, value: 'now' }];
  const following = FOLLOWING[name];
  if (following) return following;
  if ((LOSS_PARAMETER_NAMES as string[]).includes(name)) return defaultsOfLosses(name);
  const everywhere = own({ ...BASE_DEFAULTS, ...labmate.defaults }, name);
  const bySize = MODEL_SIZES.flatMap((size) => shown(size, own(sizes[size].defaults, name) ?? everywhere));
  const byModel = Object.entries(models).flatMap(([model, { kind, size, defaults }]) => {
    const usual = sizes[size ?? (kind === 'ngram' ? 'ngram' : kind === 'encoder' ? 'scratch' : 'base')];
    const differs = own(defaults, name) !== (own(usual.defaults, name) ?? everywhere);
    return differs ? shown(model, own(defaults, name)) : [];
  });
  const [first, ...others] = bySize;
  const same = first && others.every(({ value }) => value === first.value);
  return same ? [{ of: all, value: first.value }, ...byModel] : [...bySize, ...byModel];
}

/** A parameter means something with its losses only. */
function lossHaving(name: string): RawOptions {
  const loss = LOSSES.find((one) => Object.hasOwn(LOSS_PARAMETERS[one], name));
  return loss === undefined ? {} : { loss };
}

function defaultsOfLosses(name: string): DefaultOf[] {
  return Object.entries(LOSS_PARAMETERS).flatMap(([loss, parameters]) =>
    Object.hasOwn(parameters, name)
      ? [{ of: `loss:${loss}`, value: String(own<RawValue | null>(parameters, name) ?? 'none') }]
      : [],
  );
}

const shown = (of: string, value: RawValue | undefined): DefaultOf[] =>
  value === undefined ? [] : [{ of, value: showValue(value) }];

function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
