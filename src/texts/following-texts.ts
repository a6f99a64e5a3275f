import type { Language } from './language.js';
import { type Texts, textsIn } from './texts.js';

/** What Labmate says in the language that is set at the time: for what lives longer than a setting of it. */
export const followingTexts = (language: () => Language): Texts => ({
  get language() {
    return language();
  },
  t: (key, ...values) => textsIn(language()).t(key, ...values),
  say: (said) => textsIn(language()).say(said),
});
