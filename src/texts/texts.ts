import { createInstance } from 'i18next';
import type { TextName, Values } from './catalogue.js';
import { en } from './en.js';
import { ko } from './ko.js';
import { type Language, LANGUAGES } from './language.js';

export type TextKey = TextName<typeof en>;

/** A text whose language is not known yet: an error on its way to whoever reads it. */
export type Said = { readonly key: TextKey; readonly values: Filling };

/** What stands in the slots of a text: words, numbers, or other texts, said in the same language. */
type Filling = Readonly<Record<string, string | number | Said>>;

export type TextArguments<Key extends TextKey> = keyof Values<typeof en, Key> extends never
  ? []
  : [values: { readonly [Slot in keyof Values<typeof en, Key>]: string | number | Said }];

/** All that Labmate says, in one language. */
export type Texts = {
  readonly language: Language;
  /** The text of a name, with its `{{slots}}` filled; a text with a plural chooses by `count`. */
  readonly t: <Key extends TextKey>(key: Key, ...values: TextArguments<Key>) => string;
  /** A text that was named before; plain words as they are. */
  readonly say: (said: Said | string) => string;
};

/** Names a text, to be said when it is known in which language. */
export const say = <Key extends TextKey>(key: Key, ...values: TextArguments<Key>): Said => ({
  key,
  values: first(values),
});

const first = (values: readonly unknown[]): Filling => (values[0] ?? {}) as Filling;

/** `a or b or c`. */
export const orOf = ([first = '', ...others]: readonly string[]): Said | string =>
  others.reduce<Said | string>((one, other) => say('words.or', { one, other }), first);

const catalogues = { en, ko };

// What is filled in may be what people wrote: it is neither escaped nor looked through for slots and references.
const i18n = createInstance({
  lng: 'en',
  initAsync: false,
  ns: 'labmate',
  defaultNS: 'labmate',
  nsSeparator: false,
  interpolation: { escapeValue: false, skipOnVariables: true },
  resources: Object.fromEntries(LANGUAGES.map((language) => [language, { labmate: catalogues[language] }])),
});
await i18n.init();

function speak(language: Language): Texts {
  const find = i18n.getFixedT(language) as (key: string, values: object) => string;
  const fill = (key: TextKey, values: Filling): string =>
    find(
      key,
      Object.fromEntries(
        Object.entries(values).map(([slot, value]) => [
          slot,
          typeof value === 'object' ? fill(value.key, value.values) : value,
        ]),
      ),
    );
  return {
    language,
    t: (key, ...values) => fill(key, first(values)),
    say: (said) => (typeof said === 'string' ? said : fill(said.key, said.values)),
  };
}

const spoken = Object.fromEntries(LANGUAGES.map((language) => [language, speak(language)])) as Record<
  Language,
  Texts
>;

/** What Labmate says in a language. */
export const textsIn = (language: Language): Texts => spoken[language];
