import { INTENT_MAX } from '../../runs/parse-options.js';
import { type Verdict, VERDICTS } from '../../runs/run.js';
import type { Imported } from '../../runs/imported-schema.js';
import { type Said, say } from '../../texts/texts.js';
import { type Cell, cellText } from '../cell.js';
import { DATE_KEY, RUN_NOTES_KEY } from './column-names.js';
import { isScore, type MappedColumn } from './map-columns.js';
import { readDate } from './people-dates.js';
import { isNothing, readNumber, readSeconds } from './people-numbers.js';
import { perHundred, Refusal, shareOf } from './read-share.js';
import { readSetting } from './read-setting.js';
import type { ImportRecord } from './record.js';

/** A cell that was not understood as what its column is: it goes into the run's note. */
export type Moved = { cell: string; header: string; text: string };

export type ReadRow =
  | { kind: 'run'; record: ImportRecord; moved: Moved[] }
  | { kind: 'refused'; row: number; cell: string; why: Said }
  /** Nothing stands there, or the header once more. */
  | { kind: 'nothing' };

/** Characters of a run's short texts. */
const SHORT = 200;
const NOTES = 20_000;

/**
 * One row of the table as a run.
 * @param row its number, from 1
 * @param escaped whether cells may carry the apostrophe of a CSV export
 */
export function readRow(
  cells: readonly Cell[],
  row: number,
  { columns, timezone, escaped }: { columns: readonly MappedColumn[]; timezone: string; escaped: boolean },
): ReadRow {
  const reader = new RowReader(row, timezone);
  const filled = columns.flatMap((column) => {
    const cell = unescaped(cells[column.at] ?? '', escaped);
    return cellText(cell) === '' ? [] : [{ column, cell }];
  });
  if (filled.length === 0 || filled.every(({ column, cell }) => cellText(cell) === column.header))
    return { kind: 'nothing' };
  try {
    for (const { column, cell } of filled) reader.take(column, cell);
    return reader.done();
  } catch (error) {
    if (error instanceof Refusal) return { kind: 'refused', row, cell: error.cell, why: error.why };
    throw error;
  }
}

/** What formula-safe.ts put before it. */
const unescaped = (cell: Cell, escaped: boolean): Cell =>
  escaped && typeof cell === 'string' && /^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell;

class RowReader {
  readonly #timezone: string;
  readonly #record: ImportRecord;
  readonly #moved: Moved[] = [];

  constructor(row: number, timezone: string) {
    this.#timezone = timezone;
    this.#record = {
      ...{ row, number: '', intent: '', question: null, thread: null, verdict: null, author: '' },
      scores: {
        dev: null,
        dev_tuned: null,
        macro: null,
        folds_mean: null,
        folds_spread: null,
        per_label: {},
      },
      ...{ public: null, spec: {}, best_epoch: null, seconds: null, started: null, finished: null },
      ...{ host: '', engine: '', code: { commit: '', dirty: false }, notes: [], run_notes: '' },
    };
  }

  take(column: MappedColumn, cell: Cell): void {
    const { key } = column;
    const record = this.#record;
    const text = cellText(cell);
    const address = `${column.letter}${record.row}`;
    const note = (): void => this.#note(column, text);
    if (key === null) return note();
    if (key === 'notes') return void record.notes.unshift(text);
    if (key === RUN_NOTES_KEY) return void (record.run_notes = text);
    if (isNothing(text) && !TEXTS.has(key)) return;
    if (isScore(key)) return this.#score(key, cell, column.percent, address);
    if (key.startsWith('spec:')) {
      const name = key.slice('spec:'.length);
      const value = readSetting(name, cell);
      if (value === undefined) return this.#move(column, text, address);
      record.spec[name] = value;
      return;
    }
    switch (key) {
      case 'run':
        record.number = text.replace(/^#/, '');
        return;
      case 'state':
        if (UNFINISHED.has(text.toLowerCase()))
          throw new Refusal(address, say('imports.why.state', { state: text }));
        return;
      case 'intent':
        record.intent = text.length <= INTENT_MAX ? text : `${text.slice(0, INTENT_MAX - 1)}…`;
        if (text.length > INTENT_MAX) note();
        return;
      case 'question':
        record.question = text.slice(0, SHORT);
        return;
      case 'author':
      case 'host':
      case 'engine':
        if (text !== '—') record[key] = text.slice(0, SHORT);
        return;
      case 'thread':
        if (/^https?:\/\/\S+$/.test(text)) record.thread = text.slice(0, 500);
        else this.#move(column, text, address);
        return;
      case 'verdict':
        record.verdict = readVerdict(text);
        if (!record.verdict) this.#move(column, text, address);
        return;
      case 'code':
        record.code = {
          commit: text.replace(/ \(changed\)$/, '').slice(0, SHORT),
          dirty: / \(changed\)$/.test(text),
        };
        return;
      case 'folds_spread':
        return this.#spread(column, cell, address);
      case 'best_epoch': {
        const number = readNumber(cell);
        if (number && number.value >= 0 && !number.percent) record.best_epoch = number.value;
        else this.#move(column, text, address);
        return;
      }
      case 'minutes': {
        const number = readNumber(cell);
        const seconds = number ? number.value * 60 : readSeconds(cell);
        if (seconds !== undefined && seconds >= 0) record.seconds = Number(seconds.toFixed(3));
        else this.#move(column, text, address);
        return;
      }
      case 'started':
      case 'finished':
      case DATE_KEY: {
        const date = readDate(cell, this.#timezone);
        if (date === undefined) this.#move(column, text, address);
        else if (key === DATE_KEY) record.finished ??= date;
        else record[key] = date;
        return;
      }
      default:
        note();
    }
  }

  /** @throws Refusal for a row without a score */
  done(): ReadRow {
    const { scores, public: seen } = this.#record;
    if (scores.dev === null && seen === null) throw new Refusal('', say('imports.why.score'));
    return { kind: 'run', record: this.#record, moved: this.#moved };
  }

  #score(key: string, cell: Cell, percent: boolean, address: string): void {
    const share = shareOf(cell, percent, address);
    const { scores } = this.#record;
    if (key === 'public') this.#record.public = share;
    else if (key.startsWith('f1:')) scores.per_label[key.slice('f1:'.length)] = share;
    else scores[key as Exclude<keyof Imported['scores'], 'per_label'>] = share;
  }

  /** A deviation is small in either case: per cents are told by their sign, or by the size of it. */
  #spread(column: MappedColumn, cell: Cell, address: string): void {
    const number = readNumber(cell);
    if (!number || number.value < 0) return this.#move(column, cellText(cell), address);
    const { percent, value } = number;
    this.#record.scores.folds_spread = percent || value > 0.5 ? perHundred(value) : value;
  }

  #move(column: MappedColumn, text: string, cell: string): void {
    this.#moved.push({ cell, header: column.header, text: text.slice(0, 60) });
    this.#note(column, text);
  }

  #note({ header, letter }: MappedColumn, text: string): void {
    const { notes } = this.#record;
    const used = notes.reduce((sum, one) => sum + one.length, 0);
    if (used < NOTES) notes.push(`${header || letter}: ${text.slice(0, NOTES - used)}`);
  }
}

/** In which a dash may be all that somebody says. */
const TEXTS = new Set(['intent', 'question', 'author', 'spec:model', 'spec:data']);
const UNFINISHED = new Set([
  'queued',
  'running',
  'failed',
  'cancelled',
  'pruned',
  '대기',
  '학습 중',
  '진행 중',
  '진행중',
  '실패',
  '취소',
]);

function readVerdict(text: string): Pick<Verdict, 'value' | 'sentence'> | null {
  const [, word = '', sentence = ''] = /^(\w+)(?:: (.*))?$/s.exec(text) ?? [];
  const value = VERDICTS.find((one) => one === word.toLowerCase());
  return value ? { value, sentence } : null;
}
