import type {
  APIApplicationCommandOptionChoice,
  APIModalInteractionResponseCallbackData,
  AutocompleteInteraction,
  ButtonInteraction,
  ChatInputCommandInteraction,
  MessageContextMenuCommandInteraction,
  ModalSubmitInteraction,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
  RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from 'discord.js';
import type { Settings } from '../config/settings.js';
import type { Disk } from '../disk/disk.js';
import type { Ensembles } from '../ensemble/ensembles.js';
import type { TextPredictor } from '../predict/text-predictor.js';
import type { RunQueue } from '../queue/run-queue.js';
import type { AuditLog } from '../audit/audit-log.js';
import type { RawOptions } from '../runs/check-option.js';
import type { Preferences } from '../runs/preferences/preferences.js';
import type { Need } from '../runs/preferences/preferences-data.js';
import type { Runs } from '../runs/runs.js';
import type { SheetDesk } from '../sheet/sheet-desk.js';
import type { Sweeps } from '../runs/sweep/sweeps.js';
import type { SheetPlace } from '../sheet/open-sheet.js';
import type { Texts } from '../texts/texts.js';
import type { LiveLogs } from './live-logs.js';
import type { RunBoard } from './run-board.js';

/** What a command works with; it gets it as an argument and constructs nothing. */
export type Lab = {
  runs: Runs;
  queue: RunQueue;
  sweeps: Sweeps;
  ensembles: Ensembles;
  disk: Disk;
  predictor: TextPredictor;
  sheet: SheetDesk;
  board: RunBoard;
  logs: LiveLogs;
  settings: Settings;
  preferences: Preferences;
  audit: AuditLog;
  /** Where Google's sheets are, for tables that people name. */
  sheetPlace: SheetPlace;
  /** Labmate's own channel. */
  channelId: string;
  /** All commands, for /help. */
  commands: ReadonlyMap<string, Command>;
  /** In the language of those who read the answer: the caller's where only they see it, else the server's. */
  texts: Texts;
};

/** Who sees the answer; `update` changes the message that the button sits on, and answers nothing by itself. */
export type Defer = 'public' | 'ephemeral' | 'update';

/** A form (Discord: modal). It must be the first answer, within 3 s: it is made without waiting for anything. */
export type Form = APIModalInteractionResponseCallbackData;

/** A button either opens a form or does something. */
export type Button = {
  /** What it asks of a person; left out, the same as its command without options. */
  needs?: Need;
} & (
  | { form(interaction: ButtonInteraction, argument: string, lab: Lab): Form }
  | { defer: Defer; press(interaction: ButtonInteraction, argument: string, lab: Lab): Promise<void> }
);

/** What becomes of a form that was filled in. */
export type Filled = {
  defer: Defer;
  submit(interaction: ModalSubmitInteraction, argument: string, lab: Lab): Promise<void>;
};

/** An entry of the menu of a message ("Apps"). */
export type MessageMenu = {
  data: RESTPostAPIContextMenuApplicationCommandsJSONBody;
  defer: 'public' | 'ephemeral';
  /** A form in place of an answer; where there is none, `execute` runs. */
  form?(interaction: MessageContextMenuCommandInteraction, lab: Lab): Form | undefined;
  execute(interaction: MessageContextMenuCommandInteraction, lab: Lab): Promise<void>;
};

/** A slash command, and what belongs to it: a plain object, found by its file in commands/. */
export type Command = {
  data: RESTPostAPIChatInputApplicationCommandsJSONBody;
  /**
   * Options that have no field of their own in Discord but are understood as if they had: from the practice guild's page,
   * where people type, and from commands that a client still has from an earlier version.
   */
  alsoTakes?: readonly string[];
  /** What it asks of a person, where that is more than `view`; some ask more for some of their options. */
  needs?: Need | ((typed: RawOptions, subcommand: string | undefined) => Need);
  /** Who sees the answer. The dispatcher defers before execute runs. */
  defer: 'public' | 'ephemeral';
  /** A form in place of an answer, where something is left to be written; `execute` runs where there is none. */
  form?(interaction: ChatInputCommandInteraction, lab: Lab): Form | undefined;
  execute(interaction: ChatInputCommandInteraction, lab: Lab): Promise<void>;
  /** Suggestions for the focused option. The dispatcher keeps Discord's limits. */
  autocomplete?(interaction: AutocompleteInteraction, lab: Lab): Promise<APIApplicationCommandOptionChoice[]>;
  /** By action: the custom id is `<command>:<action>:<argument>` (custom-id.ts), so they work after a restart. */
  buttons?: Readonly<Record<string, Button>>;
  /** By action, with custom ids of the same form. */
  forms?: Readonly<Record<string, Filled>>;
  menu?: MessageMenu;
};
