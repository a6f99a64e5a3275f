import { createHash } from 'node:crypto';
import type { RawValue } from '../../runs/check-option.js';
import type { Imported } from '../../runs/imported-schema.js';
import type { Verdict } from '../../runs/run.js';

/** What a row of the table says of a run. */
export type ImportRecord = {
  /** As spreadsheets count, from 1. */
  row: number;
  /** The number that a Labmate gave it; empty where the table has none. */
  number: string;
  intent: string;
  question: string | null;
  thread: string | null;
  verdict: Pick<Verdict, 'value' | 'sentence'> | null;
  /** Empty where the table has none. */
  author: string;
  scores: Imported['scores'];
  public: number | null;
  spec: Record<string, RawValue>;
  best_epoch: number | null;
  seconds: number | null;
  started: string | null;
  finished: string | null;
  host: string;
  engine: string;
  code: { commit: string; dirty: boolean };
  /** Own column, and what is understood nowhere else: `header: cell`. */
  notes: string[];
  /** What people noted on it in the channel, where the table is an export. */
  run_notes: string;
};

/**
 * A name for what the row says: two rows with the same are the same run. What people note beside it, and where it stands,
 * is no part of it.
 * @param copy how many rows before it say the same
 */
export function keyOfRecord({ spec, ...record }: ImportRecord, copy: number): string {
  const settings = Object.entries(spec).sort(([a], [b]) => (a < b ? -1 : 1));
  const rest = Object.entries(record).filter(([name]) => !BESIDE.has(name));
  const said = JSON.stringify([settings, rest, copy]);
  return createHash('sha256').update(said).digest('hex').slice(0, 24);
}

const BESIDE = new Set(['row', 'number', 'notes', 'run_notes']);
