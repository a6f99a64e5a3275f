import type { Texts } from '../../texts/texts.js';
import type { Conflict } from '../memory/memory-data.js';

/** Somebody who sorts a single column changes them all. */
const MOST = 5;
const LONGEST = 80;

/** What people are told of cells that somebody changed: a sentence each, for the first few. What they typed is plain text. */
export function sayConflicts(conflicts: readonly Conflict[], { t }: Texts): string[] {
  const lines = conflicts.slice(0, MOST).map(({ run, column, theirs, ours }) => {
    const slots = {
      run,
      column: short(column),
      theirs: short(theirs),
      ours: short(ours) || t('sheet.empty'),
    };
    return t('sheet.conflict', slots);
  });
  const count = conflicts.length - MOST;
  return count > 0 ? [...lines, t('sheet.conflicts_more', { count })] : lines;
}

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}
