import { z } from 'zod';
import type { CellFormat, Span, Tab } from './workbook.js';

/** The part of Google's CellFormat that is kept and shown. */
export const formatSchema = z.looseObject({
  numberFormat: z.object({ type: z.string(), pattern: z.string().default('') }).optional(),
  textFormat: z.looseObject({ bold: z.boolean().optional() }).optional(),
});

const sameSpan = (a: Span, b: Span): boolean =>
  a.startRowIndex === b.startRowIndex &&
  a.endRowIndex === b.endRowIndex &&
  a.startColumnIndex === b.startColumnIndex &&
  a.endColumnIndex === b.endColumnIndex;

/** Keeps a format for a range, as far as `fields` names it; one for the very same range is replaced. */
export function addFormat(
  tab: Tab,
  range: Span,
  format: z.infer<typeof formatSchema> | undefined,
  fields: string,
): void {
  const named = (part: string): boolean =>
    fields
      .split(',')
      .some(
        (field) =>
          ['*', 'userEnteredFormat', part].includes(field.trim()) || field.trim().startsWith(`${part}.`),
      );
  const { numberFormat, textFormat } = format ?? {};
  const kept: Omit<CellFormat, 'range'> = {
    ...(numberFormat && named('userEnteredFormat.numberFormat') && { numberFormat }),
    ...(textFormat?.bold !== undefined && named('userEnteredFormat.textFormat') && { bold: textFormat.bold }),
  };
  if (Object.keys(kept).length === 0) return;
  const before = tab.formats.find((one) => sameSpan(one.range, range));
  tab.formats = [...tab.formats.filter((one) => one !== before), { ...before, ...kept, range }];
}
