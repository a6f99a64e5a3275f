import type {
  APIApplicationCommand,
  APIApplicationCommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
} from 'discord.js';
import type { PracticeOption } from '../protocol.js';
import { closest, editDistance } from './closest.js';
import { OPTION } from './discord-numbers.js';
import { shownName } from './localised.js';

export type OptionDefinition = {
  name: string;
  description: string;
  type: ApplicationCommandOptionType;
  required: boolean;
  autocomplete: boolean;
  choices: { name: string; value: string | number }[];
};

/** An option in a typed line; `from` to `to` is its value with its quotes, `keyFrom` where its name begins. */
export type TypedOption = {
  name: string;
  text: string;
  keyFrom: number;
  from: number;
  to: number;
  definition: OptionDefinition | undefined;
};

/** What a line is. A `stray` line holds words that belong to no option. */
export type CommandLine =
  | { kind: 'message' }
  | { kind: 'unknown'; name: string; closest: string | undefined }
  | { kind: 'subcommand'; command: APIApplicationCommand; known: Subcommand[]; from: number; word: string }
  | { kind: 'stray'; command: APIApplicationCommand; word: string; definitions: OptionDefinition[] }
  | ReadyCommand;

export type ReadyCommand = {
  kind: 'command';
  command: APIApplicationCommand;
  subcommand: string | undefined;
  definitions: OptionDefinition[];
  typed: TypedOption[];
  /** Where the options begin. */
  argsFrom: number;
};

export type Subcommand = { name: string; description: string; options: OptionDefinition[] };

function definition(option: APIApplicationCommandOption): OptionDefinition {
  return {
    name: option.name,
    description: option.description,
    type: option.type,
    required: option.required === true,
    autocomplete: 'autocomplete' in option && option.autocomplete === true,
    choices: 'choices' in option ? (option.choices ?? []) : [],
  };
}

export function subcommandsOf(command: APIApplicationCommand): Subcommand[] {
  return (command.options ?? [])
    .filter((option) => option.type === OPTION.subcommand)
    .map((option) => ({
      name: option.name,
      description: option.description,
      options: ('options' in option ? (option.options ?? []) : []).map(definition),
    }));
}

const CHAT_INPUT = 1 as ApplicationCommandType.ChatInput;

/** Slash commands only; the other kinds are menus. */
export const slashCommands = (commands: readonly APIApplicationCommand[]): APIApplicationCommand[] =>
  commands.filter(({ type }) => type === CHAT_INPUT).sort((a, b) => a.name.localeCompare(b.name));

/**
 * Reads a line as the message box does: `/train loss:asl intent:"does it help?"`, `/results best`, `/cancel 12`.
 * Values are not checked: what does not fit is sent as typed and the bot answers.
 */
export function readLine(line: string, commands: readonly APIApplicationCommand[]): CommandLine {
  const head = /^\/([^\s/]+)(?=\s|$)/.exec(line);
  if (!head) return { kind: 'message' };
  const name = head[1] ?? '';
  const known = slashCommands(commands);
  const command = known.find((candidate) =>
    [candidate.name, shownName(candidate)].includes(name.toLowerCase()),
  );
  if (!command) {
    const names = known.map(shownName);
    return { kind: 'unknown', name, closest: closest(name, names) };
  }
  let argsFrom = head[0].length;
  const subcommands = subcommandsOf(command);
  let definitions = (command.options ?? []).map(definition);
  let subcommand: string | undefined;
  if (subcommands.length > 0) {
    const word = /^\s*(\S*)/.exec(line.slice(argsFrom));
    const typed = word?.[1] ?? '';
    const found = subcommands.find((candidate) => candidate.name === typed.toLowerCase());
    const from = argsFrom + (word?.[0].length ?? 0) - typed.length;
    if (!found) return { kind: 'subcommand', command, known: subcommands, from, word: typed };
    subcommand = found.name;
    definitions = found.options;
    argsFrom = from + typed.length;
  }
  const { typed, stray } = scan(line, argsFrom, definitions);
  if (stray !== undefined) return { kind: 'stray', command, word: stray, definitions };
  return { kind: 'command', command, subcommand, definitions, typed, argsFrom };
}

const KEY = /([\p{L}\p{N}_-]{1,32})[:：]/uy;
const QUOTES: Record<string, string> = {
  '"': '"”',
  '“': '”"',
  '”': '”"',
  '「': '」',
  '『': '』',
  "'": "'",
  '‘': '’',
};

function scan(line: string, start: number, definitions: OptionDefinition[]) {
  const typed: TypedOption[] = [];
  let stray: string | undefined;
  let at = start;
  const keyAt = (index: number): { name: string; end: number } | undefined => {
    KEY.lastIndex = index;
    const match = KEY.exec(line);
    return match ? { name: match[1] ?? '', end: KEY.lastIndex } : undefined;
  };
  const define = (name: string) => definitions.find((option) => option.name === name.toLowerCase());
  const boundary = (index: number): boolean => index === 0 || /\s/.test(line[index - 1] ?? ' ');

  /** Free text goes on until a known name, or one so near that it must be a slip; other values end at a space. */
  const ends = (index: number, current: OptionDefinition | undefined): boolean => {
    if (!boundary(index)) return false;
    if (current?.type !== OPTION.string || current.choices.length > 0) return true;
    const key = keyAt(index);
    if (!key) return false;
    const { name } = key;
    if (define(name)) return true;
    const slip = definitions.some((option) => name.length > 2 && editDistance(name, option.name) <= 1);
    return slip || (current.autocomplete && /^[a-z_]{2,}:(?!\/\/)\S/.test(line.slice(index)));
  };
  const endsAfter = (space: number, current: OptionDefinition | undefined): boolean => {
    let next = space;
    while (next < line.length && /\s/.test(line[next] ?? '')) next += 1;
    if (next < line.length) return ends(next, current);
    return current?.type !== OPTION.string || current.autocomplete || current.choices.length > 0;
  };
  const value = (from: number, current: OptionDefinition | undefined): { text: string; to: number } => {
    const closing = QUOTES[line[from] ?? ''];
    if (closing) {
      for (let i = from + 1; i < line.length; i += 1) {
        if (line[i] === '\\') i += 1;
        else if (closing.includes(line[i] ?? '') && /^(\s|$)/.test(line.slice(i + 1))) {
          return { text: line.slice(from + 1, i).replace(/\\(["'\\])/g, '$1'), to: i + 1 };
        }
      }
    }
    let to = from;
    while (to < line.length && !(/\s/.test(line[to] ?? '') && endsAfter(to, current))) to += 1;
    const text = line.slice(from, to).trimEnd();
    // A double quote that is never closed is taken for a slip; an apostrophe may be meant.
    return { text: closing && !/^['‘]/.test(text) ? text.slice(1) : text, to };
  };

  for (;;) {
    while (at < line.length && /\s/.test(line[at] ?? '')) at += 1;
    if (at >= line.length) break;
    const key = keyAt(at);
    const positional = definitions.find((option) => option.required) ?? definitions[0];
    const takesBare = definitions.length === 1 || positional?.required === true;
    const known = key && define(key.name);
    if (key && (known || !takesBare || typed.length > 0)) {
      const read = value(key.end, known);
      typed.push({ name: known?.name ?? key.name, keyFrom: at, from: key.end, definition: known, ...read });
      at = read.to;
      continue;
    }
    if (typed.length === 0 && positional && takesBare) {
      const read = value(at, positional);
      typed.push({ name: positional.name, keyFrom: at, from: at, definition: positional, ...read });
      at = read.to;
      continue;
    }
    stray = /^\S+/.exec(line.slice(at))?.[0] ?? '';
    break;
  }
  return { typed, stray };
}

const YES = ['true', 'yes', 'on', '예', '네'];
const NO = ['false', 'no', 'off', '아니요', '아니오'];

/** A typed text as the option's type wants it; as typed where it does not fit. */
export function toValue(text: string, option: OptionDefinition | undefined): string | number | boolean {
  const word = text.toLowerCase();
  const choice = option?.choices.find(
    ({ name, value }) => String(value).toLowerCase() === word || name.toLowerCase() === word,
  );
  if (choice) return choice.value;
  if (option?.type === OPTION.boolean) return YES.includes(word) ? true : NO.includes(word) ? false : text;
  if (option?.type === OPTION.integer && /^[+-]?\d+$/.test(text) && Number.isSafeInteger(Number(text))) {
    return Number(text);
  }
  if (option?.type === OPTION.number && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text))
    return Number(text);
  return text;
}

/** The options of a line for the server; of an option typed twice the last one counts. */
export function toOptions(typed: readonly TypedOption[]): PracticeOption[] {
  const byName = new Map(typed.map((option) => [option.name, option]));
  return [...byName.values()].map((option) => ({
    name: option.name,
    value: toValue(option.text, option.definition),
  }));
}
