import type { sheets_v4 } from 'googleapis/build/src/apis/sheets/index.js';
import type { Texts } from '../../texts/texts.js';
import { type Column, type Look, NOTES_KEY } from './columns.js';

type Request = sheets_v4.Schema$Request;
type Colour = sheets_v4.Schema$Color;

/** A column and where it goes. */
export type PlacedColumn = { column: Column; at: number };

const FORMATS: Partial<Record<Look, sheets_v4.Schema$NumberFormat>> = {
  score: { type: 'NUMBER', pattern: '0.0000' },
  rate: { type: 'SCIENTIFIC', pattern: '0.0E+00' },
  minutes: { type: 'NUMBER', pattern: '0.0' },
};

/** Pixels, of columns in which sentences stand, so that scores are still in sight; Google gives all others 100. */
const WIDTHS: Readonly<Record<string, number>> = {
  intent: 240,
  question: 120,
  thread: 110,
  verdict: 140,
  [NOTES_KEY]: 200,
};

/** `#rrggbb` without the sign, as the API wants it. */
export const colour = (hex: string): Colour => {
  const part = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16) / 255;
  return { red: part(0), green: part(2), blue: part(4) };
};
const STATES: Readonly<Record<string, Colour>> = {
  queued: colour('eceff1'),
  running: colour('fff3cd'),
  done: colour('d9ead3'),
  failed: colour('f4cccc'),
  cancelled: colour('e0e0e0'),
  pruned: colour('e0e0e0'),
};

/** Of the whole tab, once: a frozen bold header, and a filter over all columns. */
export function tabLook(sheetId: number, headerRow: number): Request[] {
  return [
    {
      updateSheetProperties: {
        properties: { sheetId, gridProperties: { frozenRowCount: headerRow + 1 } },
        fields: 'gridProperties.frozenRowCount',
      },
    },
    { setBasicFilter: { filter: { range: { sheetId, startRowIndex: headerRow } } } },
  ];
}

/** Headers of new columns, how their numbers are shown, what colours them, and a warning for who types into them. */
export function columnsLook(
  sheetId: number,
  headerRow: number,
  placed: readonly PlacedColumn[],
  { language, t }: Texts,
): Request[] {
  const notes = placed.find(({ column }) => column.key === NOTES_KEY)?.column.headers[language];
  return placed.flatMap(({ column: { key, owner, look, headers }, at }): Request[] => {
    const start = { sheetId, startColumnIndex: at, endColumnIndex: at + 1 };
    const below = { ...start, startRowIndex: headerRow + 1 };
    const [numberFormat, pixelSize] = [FORMATS[look], WIDTHS[key]];
    return [
      {
        updateCells: {
          start: { sheetId, rowIndex: headerRow, columnIndex: at },
          rows: [
            {
              values: [
                {
                  userEnteredValue: { stringValue: headers[language] },
                  userEnteredFormat: { textFormat: { bold: true } },
                },
              ],
            },
          ],
          fields: 'userEnteredValue,userEnteredFormat.textFormat.bold',
        },
      },
      ...(numberFormat
        ? [
            {
              repeatCell: {
                range: below,
                cell: { userEnteredFormat: { numberFormat } },
                fields: 'userEnteredFormat.numberFormat',
              },
            },
          ]
        : []),
      ...(pixelSize
        ? [
            {
              updateDimensionProperties: {
                range: { sheetId, dimension: 'COLUMNS', startIndex: at, endIndex: at + 1 },
                properties: { pixelSize },
                fields: 'pixelSize',
              },
            },
          ]
        : []),
      ...(owner === 'bot'
        ? [
            {
              addProtectedRange: {
                protectedRange: {
                  range: start,
                  description: t('sheet.protected', { notes: notes ?? t(`sheet.columns.${NOTES_KEY}`) }),
                  warningOnly: true,
                },
              },
            },
          ]
        : []),
      ...rules(key, look, below),
    ];
  });
}

/** Colour by the score, from white to green as the column goes, and by the state. */
function rules(key: string, look: Look, range: sheets_v4.Schema$GridRange): Request[] {
  const rule = (one: sheets_v4.Schema$ConditionalFormatRule): Request => ({
    addConditionalFormatRule: { rule: { ranges: [range], ...one }, index: 0 },
  });
  if (look === 'state')
    return Object.entries(STATES).map(([state, backgroundColor]) =>
      rule({
        booleanRule: {
          condition: { type: 'TEXT_EQ', values: [{ userEnteredValue: state }] },
          format: { backgroundColor },
        },
      }),
    );
  // A spread is no score: more of it is not better.
  if (look !== 'score' || key === 'folds_spread') return [];
  return [
    rule({
      gradientRule: {
        minpoint: { type: 'MIN', color: colour('ffffff') },
        maxpoint: { type: 'MAX', color: colour('8fcf9f') },
      },
    }),
  ];
}
