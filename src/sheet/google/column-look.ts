import type { sheets_v4 } from 'googleapis/build/src/apis/sheets/index.js';

type Request = sheets_v4.Schema$Request;
export type ColumnRule = Omit<sheets_v4.Schema$ConditionalFormatRule, 'ranges'>;

/** `#rrggbb` without the sign, as the API wants it. */
export const colour = (hex: string): sheets_v4.Schema$Color => {
  const part = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16) / 255;
  return { red: part(0), green: part(2), blue: part(4) };
};

/** How scores and rates are shown, in each tab. */
export const SCORE: sheets_v4.Schema$NumberFormat = { type: 'NUMBER', pattern: '0.0000' };
export const RATE: sheets_v4.Schema$NumberFormat = { type: 'SCIENTIFIC', pattern: '0.0E+00' };

/** Colour by the score, from white to green as the column goes. */
export const SCORE_COLOURS: ColumnRule = {
  gradientRule: {
    minpoint: { type: 'MIN', color: colour('ffffff') },
    maxpoint: { type: 'MAX', color: colour('8fcf9f') },
  },
};

/**
 * What a column looks like below its header: how its numbers are shown, how wide it is (pixels), what colours it, and
 * what people are warned with who type into it.
 * @param at where it is, from 0
 */
export function columnLook(
  { sheetId, headerRow, at }: { sheetId: number; headerRow: number; at: number },
  {
    numberFormat,
    pixelSize,
    rules = [],
    warning,
  }: {
    numberFormat?: sheets_v4.Schema$NumberFormat | undefined;
    pixelSize?: number | undefined;
    rules?: readonly ColumnRule[];
    warning?: string | undefined;
  },
): Request[] {
  const column = { sheetId, startColumnIndex: at, endColumnIndex: at + 1 };
  const below = { ...column, startRowIndex: headerRow + 1 };
  const requests: Request[] = rules.map((rule) => ({
    addConditionalFormatRule: { rule: { ranges: [below], ...rule }, index: 0 },
  }));
  if (numberFormat)
    requests.push({
      repeatCell: {
        range: below,
        cell: { userEnteredFormat: { numberFormat } },
        fields: 'userEnteredFormat.numberFormat',
      },
    });
  if (pixelSize !== undefined) {
    const range = { sheetId, dimension: 'COLUMNS', startIndex: at, endIndex: at + 1 };
    requests.push({ updateDimensionProperties: { range, properties: { pixelSize }, fields: 'pixelSize' } });
  }
  if (warning !== undefined)
    requests.push({
      addProtectedRange: { protectedRange: { range: column, description: warning, warningOnly: true } },
    });
  return requests;
}
