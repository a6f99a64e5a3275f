import type { APIApplicationCommand } from 'discord.js';
import {
  readLine,
  slashCommands,
  type OptionDefinition,
  type ReadyCommand,
  type TypedOption,
} from './command-line.js';
import { OPTION } from './discord-numbers.js';
import { shownName } from './localised.js';

/** One line of the list: picking it puts `insert` in place of the text between `from` and `to`. */
export type Suggestion = { label: string; detail: string; insert: string; required?: boolean };

export type Suggestions = {
  kind: 'commands' | 'subcommands' | 'options' | 'values';
  from: number;
  to: number;
  items: Suggestion[];
  /** Enter picks the first one, since the line makes no sense as it stands. */
  eager: boolean;
  /** For values: the option, and whether the bot must be asked. */
  option?: OptionDefinition;
  ask?: { line: ReadyCommand; focused: TypedOption };
};

const matches = (text: string, typed: string): boolean => text.toLowerCase().includes(typed.toLowerCase());

/** Names that begin as typed first, then those that merely contain it. */
const ranked = <T extends { name: string }>(list: readonly T[], typed: string): T[] =>
  list
    .filter(({ name }) => matches(name, typed))
    .sort(
      (a, b) =>
        Number(!a.name.startsWith(typed.toLowerCase())) - Number(!b.name.startsWith(typed.toLowerCase())),
    );

/** A value as it must be typed to be read back whole. */
export const quoted = (value: string): string =>
  value === '' || /\s|^["'“”‘「『]/.test(value) ? `"${value.replace(/["\\]/g, '\\$&')}"` : value;

export function valueItems(choices: readonly { name: string; value: string | number }[]): Suggestion[] {
  return choices.map(({ name, value }) => ({
    label: name,
    detail: name === String(value) ? '' : String(value),
    insert: `${quoted(String(value))} `,
  }));
}

/** What can come next at the caret of a typed line; undefined when there is nothing to offer. */
export function suggest(
  line: string,
  caret: number,
  commands: readonly APIApplicationCommand[],
): Suggestions | undefined {
  const name = /^\/([^\s/]*)/.exec(line);
  if (!name) return undefined;
  if (caret <= name[0].length) {
    const typed = line.slice(1, caret);
    const all = slashCommands(commands);
    const shown = all.map((command) => ({ command, name: shownName(command) }));
    const found = ranked(shown, typed);
    const others = shown.filter((one) => !found.includes(one) && matches(one.command.name, typed));
    const items = [...found, ...others].map(({ command, name: label }) => ({
      label: `/${label}`,
      detail: command.description,
      insert: `/${label} `,
    }));
    const exact = shown.some((one) => one.name === name[1] || one.command.name === name[1]);
    return { kind: 'commands', from: 0, to: name[0].length, items, eager: !exact };
  }
  // The text after the caret may still change, and must not decide where the value at the caret ends.
  const read = readLine(line.slice(0, caret), commands);
  if (read.kind === 'subcommand') {
    const items = ranked(read.known, read.word).map((sub) => ({
      label: sub.name,
      detail: sub.description,
      insert: `${sub.name} `,
    }));
    return { kind: 'subcommands', from: read.from, to: caret, items, eager: true };
  }
  if (read.kind === 'stray') return optionNames(line, caret, read.definitions, []);
  if (read.kind !== 'command') return undefined;
  const last = read.typed.at(-1);
  const inValue = last && caret >= last.from && caret <= last.to;
  if (!inValue) return optionNames(line, caret, read.definitions, read.typed);
  return valuesFor(read, last) ?? optionNames(line, caret, read.definitions, read.typed, 2);
}

function valuesFor(line: ReadyCommand, focused: TypedOption): Suggestions | undefined {
  const { definition: option, from, to, text } = focused;
  if (!option) return undefined;
  if (option.autocomplete) {
    return { kind: 'values', from, to, items: [], eager: false, option, ask: { line, focused } };
  }
  const choices =
    option.type === OPTION.boolean
      ? ['true', 'false'].map((value) => ({ name: value, value }))
      : option.choices.map(({ name, value }) => ({ name, value }));
  if (choices.length === 0) return undefined;
  const items = valueItems(choices.filter((c) => matches(c.name, text) || matches(String(c.value), text)));
  return { kind: 'values', from, to, items, eager: false, option };
}

function optionNames(
  line: string,
  caret: number,
  definitions: readonly OptionDefinition[],
  typed: readonly TypedOption[],
  atLeast = 0,
): Suggestions | undefined {
  const word = /\S*$/.exec(line.slice(0, caret))?.[0] ?? '';
  if (word.length < atLeast || (atLeast > 0 && word.includes(':'))) return undefined;
  const used = new Set(
    typed.filter((option) => option.keyFrom !== caret - word.length).map(({ name }) => name),
  );
  const free = definitions.filter(({ name }) => !used.has(name) && (atLeast === 0 || name.startsWith(word)));
  const items = ranked(free, word).map((option) => ({
    label: option.name,
    detail: option.description,
    insert: `${option.name}:`,
    required: option.required,
  }));
  if (items.length === 0) return undefined;
  return { kind: 'options', from: caret - word.length, to: caret, items, eager: false };
}
