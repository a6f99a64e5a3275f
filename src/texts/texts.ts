import { createInstance } from 'i18next';
import type { TextName, Values } from './catalogue.js';
import { en } from './en.js';
import { ko } from './ko.js';
import { type Language, LANGUAGES } from './language.js';

export type TextKey = TextName<typeof en>;

/** What follows a text's name: its values, where it has slots. */
export type TextArguments<Key extends TextKey> = keyof Values<typeof en, Key> extends never
  ? []
  : [values: Values<typeof en, Key>];

/** All that Labmate says, in one language. */
export type Texts = {
  readonly language: Language;
  /** The text of a name, with its `{{slots}}` filled; a text with a plural chooses by `count`. */
  readonly t: <Key extends TextKey>(key: Key, ...values: TextArguments<Key>) => string;
};

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

const spoken = Object.fromEntries(
  LANGUAGES.map((language) => {
    const say = i18n.getFixedT(language) as (key: string, values?: object) => string;
    return [language, { language, t: (key, ...values) => say(key, values[0]) } satisfies Texts];
  }),
) as Record<Language, Texts>;

/** What Labmate says in a language. */
export const textsIn = (language: Language): Texts => spoken[language];
