import { createHash, randomInt } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import type { ChangeFeed, EnsembleFeed } from '../../runs/store-contract.js';
import type { Run } from '../../runs/run.js';
import { type Texts, textsIn } from '../../texts/texts.js';
import { type SheetFailure, toSheetFailure } from '../google/sheet-failure.js';
import { Book, type SheetRequests } from '../google/book.js';
import type { SheetMemory } from '../memory/sheet-memory.js';
import { bestTable } from './best-table.js';
import { ensemblesTable } from './ensembles-table.js';
import { findTabs, type FoundTab } from './find-tabs.js';
import { placeTable, says } from './place.js';
import { summaryTable } from './summary-table.js';
import type { TabName, Table } from './table.js';
import { makeTab, writeTable } from './write-table.js';

/** While runs change, the tabs are looked at anew this often at most: the requests of a minute belong to the rows. */
export const REWRITE_MS = 45_000;
/** Rows of a new tab beyond those of its table. */
const SPARE_ROWS = 100;

export type WholeTabsOptions = {
  feed: Pick<ChangeFeed, 'changedSince' | 'onChange'>;
  ensembles: EnsembleFeed;
  texts: Texts;
  /** Milliseconds since 1970. */
  now: () => number;
  /** One sentence for people about something that has happened and is dealt with. */
  onNotice: (message: string) => void;
  /** Says why Google does not take what is to be written into a tab. */
  explain: (failure: SheetFailure) => string;
};

/**
 * The tabs "Best", "Ensembles" and "Summary". Each is made from the store and written whole, in one request that takes
 * place or does not, where it differs from what was written last: so a write whose answer is lost is simply made again.
 * It belongs to the sheet's one writer, which says when there is time for it.
 */
export class WholeTabs {
  readonly #options: WholeTabsOptions;
  readonly #unsubscribe: (() => void)[];
  /** Runs that are known to train: their progress is in none of the tabs. */
  readonly #training = new Set<string>();
  #onWaiting: () => void = () => undefined;
  #wanted = 1;
  #written = 0;
  /** Look whether the tabs still say what was written. */
  #looks = true;
  #nextAt = 0;
  /** Tabs that Google does not let be written; people were told. */
  readonly #refused = new Set<TabName>();
  #texts: Texts;

  constructor(options: WholeTabsOptions) {
    this.#options = options;
    this.#texts = options.texts;
    this.#unsubscribe = [
      options.feed.onChange((run) => this.#runChanged(run)),
      options.ensembles.onEnsembles(() => this.#changed()),
    ];
  }

  close(): void {
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
  }

  /** Calls back when something has to be written that had not to be before. */
  onWaiting(listener: () => void): void {
    this.#onWaiting = listener;
  }

  /** Grows with each change; what `written` has reached stands in the sheet. */
  get wanted(): number {
    return this.#wanted;
  }

  get written(): number {
    return this.#written;
  }

  get isWaiting(): boolean {
    return this.#written < this.#wanted;
  }

  /** The next update looks whether people typed into the tabs, or deleted one. */
  look(): void {
    this.#looks = true;
    this.#changed();
  }

  /**
   * Writes the tabs that say something else than they should, if it is time. A tab that Google does not let be written is
   * told once and left until something changes again; it keeps nobody waiting.
   * @param isUrgent somebody waits for it: it is time
   * @returns how many requests that took
   * @throws whatever googleapis throws where all of the sheet is concerned; then the same call may simply be made again
   */
  async update(
    memory: SheetMemory,
    requests: SheetRequests,
    { isUrgent }: { isUrgent: boolean },
  ): Promise<number> {
    if (!this.isWaiting || (this.#options.now() < this.#nextAt && !isUrgent)) return 0;
    const wanted = this.#wanted;
    const looks = this.#looks;
    this.#looks = false;
    // One language to the end, even if another one is set meanwhile.
    this.#texts = textsIn(this.#options.texts.language);
    const book = new Book(requests);
    try {
      const stale = (await this.#tables()).filter(
        (table) => looks || memory.digest(table.name) !== this.#digest(table),
      );
      const refused = await this.#write(stale, book, memory);
      // The tab may have gone, or become smaller, since it was looked up.
      const again = refused.map(({ table }) => table);
      for (const { table, failure } of await this.#write(again, book, memory)) this.#tell(table, failure);
      if (stale.length > 0) await memory.save();
    } catch (error) {
      this.#looks ||= looks;
      throw error;
    }
    this.#written = wanted;
    this.#nextAt = this.#options.now() + REWRITE_MS;
    return book.count;
  }

  /** One after the other, as of one moment: with thousands of runs, whoever waits for an answer must not wait for all. */
  async #tables(): Promise<Table[]> {
    const { feed, ensembles } = this.#options;
    const texts = this.#texts;
    const runs = feed.changedSince(0);
    const all = { runs, submissions: ensembles.submissions(), pending: ensembles.pendingEnsembles() };
    const best = bestTable(runs);
    await turn();
    const own = ensemblesTable(all, texts);
    await turn();
    return [best, own, summaryTable(all, texts)];
  }

  /** @returns what Google did not take */
  async #write(tables: readonly Table[], book: Book, memory: SheetMemory): Promise<Refused[]> {
    if (tables.length === 0) return [];
    const refused: Refused[] = [];
    for (const found of await findTabs(tables, book, memory)) {
      const { table } = found;
      try {
        await this.#writeOne(found, book, memory);
        memory.setDigest(table.name, this.#digest(table));
        this.#refused.delete(table.name);
      } catch (error) {
        const failure = toSheetFailure(error, this.#options.now());
        if (failure.kind !== 'refused') throw error;
        refused.push({ table, failure });
      }
    }
    return refused;
  }

  async #writeOne(found: FoundTab, book: Book, memory: SheetMemory): Promise<void> {
    const texts = this.#texts;
    const { table, rows } = found;
    const place = placeTable(rows, table);
    if (found.grid) memory.setTab(table.name, found.grid.sheetId);
    if (found.grid && says(rows, table, place, texts.language)) return;
    // Until the answer is there, nobody knows what stands.
    memory.setDigest(table.name, '');
    const stamped = this.#stamped(table);
    if (found.grid) return void (await book.change(writeTable(found.grid, stamped, place, texts)));
    const size = { rows: table.rows.length + SPARE_ROWS, columns: table.columns.length };
    const grid = { sheetId: randomInt(1, 2 ** 31), title: found.title, ...size };
    const wasThere = memory.tab(table.name) !== undefined;
    await book.change([makeTab(grid), ...writeTable(grid, stamped, place, texts)]);
    memory.setTab(table.name, grid.sheetId);
    const { onNotice } = this.#options;
    if (found.foreign) onNotice(texts.t('sheetTabs.foreign', { tab: table.name, own: grid.title }));
    else if (wasThere) onNotice(texts.t('sheetTabs.anew', { tab: table.name }));
  }

  #stamped(table: Table): Table {
    const { stamp, rows } = table;
    if (!stamp) return table;
    const now = `${new Date(this.#options.now()).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
    const row = (rows[stamp.row] ?? []).with(stamp.column, now);
    return { ...table, rows: rows.with(stamp.row, row) };
  }

  /** Of what stands in a tab: where it is the same, nothing is written. */
  #digest({ columns, rows }: Table): string {
    const { language } = this.#texts;
    const all = JSON.stringify([columns.map(({ headers }) => headers[language]), rows]);
    return createHash('sha256').update(all).digest('base64url');
  }

  #tell({ name }: Table, failure: SheetFailure): void {
    if (this.#refused.has(name)) return;
    this.#refused.add(name);
    const why = this.#options.explain(failure);
    this.#options.onNotice(this.#texts.t('sheetTabs.trouble', { tab: name, why }));
  }

  #runChanged({ id, state }: Run): void {
    if (state === 'running' && this.#training.has(id)) return;
    if (state === 'running') this.#training.add(id);
    else this.#training.delete(id);
    this.#changed();
  }

  #changed(): void {
    this.#wanted += 1;
    this.#onWaiting();
  }
}

type Refused = { table: Table; failure: SheetFailure };
