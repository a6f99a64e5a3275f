import { type Language, LANGUAGES } from '../../texts/language.js';
import { type TextKey, textsIn } from '../../texts/texts.js';
import type { Cell } from '../cell.js';

/** Tabs that Labmate writes whole; each is made with this title. */
export const WHOLE_TABS = ['Best', 'Ensembles', 'Summary'] as const;
export type TabName = (typeof WHOLE_TABS)[number];

/** How a column's cells are shown, how wide they are, and what colours them. */
export type TabLook =
  'text' | 'words' | 'title' | 'wide' | 'count' | 'score' | 'difference' | 'rate' | 'hours';

export type TabColumn = {
  /** Found by its header in any language. */
  headers: Readonly<Record<Language, string>>;
  look: TabLook;
};

/** What a tab says, below its header. */
export type Table = {
  name: TabName;
  columns: readonly TabColumn[];
  /** [rows, columns] */
  rows: Cell[][];
  /** The cell that says when the tab was written: it makes no difference to whether it has to be. */
  stamp?: { row: number; column: number };
};

export const tabColumn = (key: TextKey, look: TabLook): TabColumn => ({
  headers: Object.fromEntries(
    LANGUAGES.map((language) => [language, (textsIn(language).t as (key: TextKey) => string)(key)]),
  ) as Record<Language, string>,
  look,
});

/** A score as the sheet shows it: the fourth digit is what competitors print. Empty where there is none. */
export const scoreCell = (value: number | null | undefined): Cell =>
  value == null || !Number.isFinite(value) ? '' : Number(value.toFixed(4));
