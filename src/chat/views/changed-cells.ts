import type { Conflict } from '../../sheet/memory/memory-data.js';
import { shortText } from '../../sheet/short-text.js';
import type { Texts } from '../../texts/texts.js';
import { plain } from '../limits.js';

/** Somebody who sorts a single column changes them all. */
const MOST = 5;
const LONGEST = 80;

/** A message of cells that people changed: the latest ones, and how many more there are. What they typed is plain text. */
export function changedCells(conflicts: readonly Conflict[], { t }: Texts): string {
  const shown = conflicts.slice(-MOST);
  const count = conflicts.length - shown.length;
  const said = (text: string) => plain(shortText(text, LONGEST)) || t('sheet.empty');
  return [
    t('sheetCommand.changed', { count: conflicts.length }),
    ...shown.map(
      ({ run, column, theirs, ours }) =>
        `• ${t('sheetCommand.change', { run, column: said(column), theirs: said(theirs), ours: said(ours) })}`,
    ),
    ...(count > 0 ? [t('sheetCommand.more', { count })] : []),
  ].join('\n');
}
