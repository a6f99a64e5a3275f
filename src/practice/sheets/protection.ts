import type { GridRange } from './a1.js';
import { GoogleError } from './google-error.js';
import type { Tab } from './workbook.js';

type Bounds = Record<'startRowIndex' | 'endRowIndex' | 'startColumnIndex' | 'endColumnIndex', unknown>;

const edge = (value: unknown, otherwise: number): number => (typeof value === 'number' ? value : otherwise);

/**
 * Throws Google's 400 where cells lie in a protected range. One that only warns stops nobody who writes through the API;
 * of the others nobody is an editor here, as the bot is none on a range that people have protected from it.
 */
export function checkProtection(
  tab: Tab,
  area: Pick<GridRange, 'startRow' | 'endRow' | 'startColumn' | 'endColumn'>,
): void {
  const hit = tab.protectedRanges.some(({ warningOnly, range }) => {
    const bounds = (range ?? {}) as Partial<Bounds>;
    return (
      warningOnly !== true &&
      area.startRow < edge(bounds.endRowIndex, Number.POSITIVE_INFINITY) &&
      area.endRow > edge(bounds.startRowIndex, 0) &&
      area.startColumn < edge(bounds.endColumnIndex, Number.POSITIVE_INFINITY) &&
      area.endColumn > edge(bounds.startColumnIndex, 0)
    );
  });
  if (hit)
    throw new GoogleError(
      400,
      'You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove protection if you need to edit.',
    );
}
