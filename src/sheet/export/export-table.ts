import { publicScore } from '../../runs/public-score.js';
import type { Run } from '../../runs/run.js';
import type { Language } from '../../texts/language.js';
import { textsIn } from '../../texts/texts.js';
import { type Cell, textCell } from '../cell.js';
import { type Column, type Look, NOTES_KEY, PUBLIC_KEY, sheetColumns } from '../runs-tab/columns.js';

export type ExportTable = { headers: string[]; looks: Look[]; rows: Cell[][] };

/** The runs as rows with the columns of the sheet, what people typed there, and what they noted in the channel. */
export function exportTable(
  runs: readonly Run[],
  labels: readonly string[],
  language: Language,
): ExportTable {
  const columns = sheetColumns(labels);
  const { t } = textsIn(language);
  return {
    headers: [...columns.map(({ headers }) => headers[language]), t('imports.run_notes')],
    looks: [...columns.map(({ look }) => look), 'text'],
    rows: runs.map((run) => [...columns.map((column) => valueOf(column, run)), notesOf(run)]),
  };
}

/** What is people's in the sheet is here as the store knows it. */
function valueOf({ key, value }: Column, run: Run): Cell {
  if (key === NOTES_KEY) return textCell(run.sheet_note);
  if (key === PUBLIC_KEY) return publicScore(run) ?? '';
  return value(run) ?? '';
}

const notesOf = ({ notes }: Run): Cell => textCell(notes.map(({ text }) => text).join('\n'));
