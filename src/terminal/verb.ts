import type { Settings } from '../config/settings.js';
import type { Disk } from '../disk/disk.js';
import type { AuditLog } from '../audit/audit-log.js';
import type { Ensembles } from '../ensemble/ensembles.js';
import type { TextPredictor } from '../predict/text-predictor.js';
import type { RunQueue } from '../queue/run-queue.js';
import type { Preferences } from '../runs/preferences/preferences.js';
import type { Author } from '../runs/run.js';
import type { Runs } from '../runs/runs.js';
import type { SheetDesk } from '../sheet/sheet-desk.js';
import type { Sweeps } from '../runs/sweep/sweeps.js';
import type { SheetPlace } from '../sheet/open-sheet.js';
import type { Words } from './words.js';

/** What the verbs work with: the same parts as the slash commands. */
export type TerminalLab = {
  runs: Runs;
  queue: RunQueue;
  sweeps: Sweeps;
  ensembles: Ensembles;
  settings: Pick<Settings, 'labmate'>;
  disk: Disk;
  preferences: Preferences;
  audit: AuditLog;
  predictor: TextPredictor;
  /** The bot's; a terminal without the bot has none. */
  sheet?: SheetDesk;
  sheetPlace: SheetPlace;
};

/** `json` is the last line on stdout with --json, `text` what people read without it. */
export type Answer = { json: unknown; text: string };

export type Caller = {
  author: Author;
  /** One line of what goes on, for stderr. */
  progress: (line: string) => void;
};

export type Verb = (words: Words, lab: TerminalLab, caller: Caller) => Promise<Answer> | Answer;
