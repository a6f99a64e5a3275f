import type {
  APIApplicationCommandOptionChoice,
  AutocompleteInteraction,
  ButtonInteraction,
  ChatInputCommandInteraction,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
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
import type { Sweeps } from '../runs/sweep/sweeps.js';
import type { Texts } from '../texts/texts.js';
import type { RunBoard } from './run-board.js';

/** What a command works with; it gets it as an argument and constructs nothing. */
export type Lab = {
  runs: Runs;
  queue: RunQueue;
  sweeps: Sweeps;
  ensembles: Ensembles;
  disk: Disk;
  predictor: TextPredictor;
  board: RunBoard;
  settings: Settings;
  preferences: Preferences;
  audit: AuditLog;
  /** Labmate's own channel. */
  channelId: string;
  /** All commands, for /help. */
  commands: ReadonlyMap<string, Command>;
  /** In the language of those who read the answer: the caller's where only they see it, else the server's. */
  texts: Texts;
};

/** A slash command: a plain object, found by its file in commands/. */
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
  execute(interaction: ChatInputCommandInteraction, lab: Lab): Promise<void>;
  /** Suggestions for the focused option. The dispatcher keeps Discord's limits. */
  autocomplete?(interaction: AutocompleteInteraction, lab: Lab): Promise<APIApplicationCommandOptionChoice[]>;
  /** Buttons whose custom id is `<command name>:<argument>`. */
  button?(interaction: ButtonInteraction, argument: string, lab: Lab): Promise<void>;
};
