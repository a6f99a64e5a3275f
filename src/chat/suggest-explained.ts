import type { APIApplicationCommandOptionChoice } from 'discord.js';
import { EXPLAINED } from '../runs/explain/explain.js';
import type { Texts } from '../texts/texts.js';
import { suggestNames } from './suggest.js';

/** What can be explained, by its name or what it is called in the person's language. */
export const suggestExplained = (typed: string, { t }: Texts): APIApplicationCommandOptionChoice<string>[] =>
  suggestNames(typed, Object.fromEntries(EXPLAINED.map((name) => [name, t(`explain.about.${name}.name`)])));
