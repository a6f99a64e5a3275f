import type { Interaction } from 'discord.js';
import { languageOf } from '../texts/language.js';
import { type Texts, textsIn } from '../texts/texts.js';

/** Kept as long as the interaction itself. */
const chosen = new WeakMap<Interaction, Texts>();

/** The dispatcher chose these for the answer: the caller's language where they alone see it, else the server's. */
export const answersIn = (interaction: Interaction, texts: Texts): void =>
  void chosen.set(interaction, texts);

/** In what an interaction is answered; where nobody chose, in the language of the caller's client. */
export const textsFor = (interaction: Interaction): Texts =>
  chosen.get(interaction) ?? textsIn(languageOf(interaction.locale));
