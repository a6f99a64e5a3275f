import type { RunStore } from '../../runs/run-store.js';
import type { SheetFailure } from '../google/sheet-failure.js';
import type { Conflict } from '../memory/memory-data.js';

/** Something that people are told of the sheet, once. */
export type NewsItem = { id: string } & (
  | { kind: 'trouble'; failure: SheetFailure }
  | { kind: 'recovered' }
  | { kind: 'notice'; text: string }
  | { kind: 'conflicts'; conflicts: readonly Conflict[] }
);

type Store = Pick<RunStore, 'sheetNews' | 'saveSheetNews'>;

/**
 * What there is to tell of the sheet. What people know is in the store, and what they should know comes from the sheet
 * itself: trouble that is not over is met again after a restart, cells that people changed are in its memory. So all is
 * told once, also what happened while the channel was away; trouble that was over before it could be told is not told.
 */
export class SheetNews {
  readonly #store: Store;
  readonly #now: () => number;
  readonly #listeners = new Set<() => void>();
  #conflicts: () => readonly Conflict[] = () => [];
  #trouble: SheetFailure | undefined;
  /** When the trouble began, or was over: part of the ids, for the same may happen again. */
  #since = 0;
  #isReached = false;

  constructor(store: Store, now: () => number = () => Date.now()) {
    this.#store = store;
    this.#now = now;
  }

  /** @param conflicts all that are remembered, oldest first */
  async follow(conflicts: () => readonly Conflict[]): Promise<void> {
    this.#conflicts = conflicts;
    // Of what happened before there was anybody to tell, the sheet's notes speak.
    if (this.#store.sheetNews().conflicts_until === null) await this.#conflictsToldUntil(this.#now());
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  trouble(failure: SheetFailure): void {
    this.#trouble = failure;
    this.#isReached = false;
    this.#since = this.#now();
    this.#changed();
  }

  success(): void {
    if (this.#isReached) return;
    this.#trouble = undefined;
    this.#isReached = true;
    this.#since = this.#now();
    this.#changed();
  }

  /** Something that happened and is mended. */
  notice(text: string): void {
    const { notices } = this.#store.sheetNews();
    const id = `notice.${this.#now().toString(36)}.${notices.length}`;
    // What cannot be saved now stays in memory, and is written with the next change.
    this.#store.saveSheetNews({ notices: [...notices, { id, text }] }).catch(() => undefined);
    this.#changed();
  }

  conflictsFound(): void {
    this.#changed();
  }

  untold(): NewsItem[] {
    const { trouble: known, notices, conflicts_until: until } = this.#store.sheetNews();
    const trouble = this.#trouble;
    const since = this.#since.toString(36);
    const fresh = until === null ? [] : this.#conflicts().filter(({ at }) => at > until);
    const last = fresh.at(-1);
    return [
      ...(trouble && nameOf(trouble) !== known
        ? [{ id: `trouble.${since}`, kind: 'trouble' as const, failure: trouble }]
        : []),
      ...(this.#isReached && known !== null ? [{ id: `over.${since}`, kind: 'recovered' as const }] : []),
      ...notices.map((notice) => ({ ...notice, kind: 'notice' as const })),
      ...(last
        ? [
            {
              ...{ id: `cells.${Date.parse(last.at).toString(36)}`, kind: 'conflicts' as const },
              conflicts: fresh,
            },
          ]
        : []),
    ];
  }

  async told(item: NewsItem): Promise<void> {
    const { notices } = this.#store.sheetNews();
    switch (item.kind) {
      case 'trouble':
        return this.#store.saveSheetNews({ trouble: nameOf(item.failure) });
      case 'recovered':
        return this.#store.saveSheetNews({ trouble: null });
      case 'notice':
        return this.#store.saveSheetNews({ notices: notices.filter(({ id }) => id !== item.id) });
      case 'conflicts':
        return this.#conflictsToldUntil(Date.parse(item.conflicts.at(-1)?.at ?? ''));
    }
  }

  #conflictsToldUntil(ms: number): Promise<void> {
    return this.#store.saveSheetNews({ conflicts_until: new Date(ms).toISOString() });
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** What people would take for the same: of a refusal by its status alone, Google's words may say something else. */
const nameOf = ({ kind, status, message }: SheetFailure): string =>
  kind === 'person' && status !== undefined ? String(status) : `${status ?? ''} ${message}`.trim();
