import type { ChangeFeed, EnsembleFeed } from '../runs/store-contract.js';
import type { Said, Texts } from '../texts/texts.js';
import type { Clock } from './clock.js';
import type { Conflict } from './memory/memory-data.js';
import type { PeopleInput } from './runs-tab/plan-row.js';
import type { SheetFailure } from './google/sheet-failure.js';
import type { SheetLog } from './sheet-log.js';
import type { SheetsClient } from './google/sheets-client.js';

export type SheetProjectionOptions = {
  feed: ChangeFeed;
  client: SheetsClient;
  spreadsheetId: string;
  labels: readonly string[];
  /** With it there are the tabs that are written whole, too. */
  ensembles?: EnsembleFeed;
  log: SheetLog;
  /** What it has written is remembered here; without it, until the process ends. */
  memoryFile?: string;
  texts?: Texts;
  /** Changes are gathered this long and written in one request. */
  flushMs?: number;
  clock?: Clock;
  /** One sentence for people, once, when the sheet needs somebody's help. */
  onTrouble?: (message: string, failure: SheetFailure) => void;
  onRecovered?: () => void;
  /** The sheet was reached, and what had to be done is done. */
  onSuccess?: () => void;
  /** One sentence for people about something that has happened and is mended. */
  onNotice?: (message: string) => void;
  /** Cells that people changed where Labmate writes, each once. */
  onConflicts?: (conflicts: readonly Conflict[]) => void;
  /** Takes what people typed. Answers with why not, where it cannot be taken. */
  onInput?: (input: PeopleInput) => Promise<Said | string | undefined>;
};
