import type { sheets_v4 } from 'googleapis/build/src/apis/sheets/index.js';
import type { Texts } from '../../texts/texts.js';
import { colour, columnLook, type ColumnRule, RATE, SCORE, SCORE_COLOURS } from '../google/column-look.js';
import { type Column, type Look, NOTES_KEY } from './columns.js';

type Request = sheets_v4.Schema$Request;

/** A column and where it goes. */
export type PlacedColumn = { column: Column; at: number };

const FORMATS: Partial<Record<Look, sheets_v4.Schema$NumberFormat>> = {
  score: SCORE,
  rate: RATE,
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

const STATES: Readonly<Record<string, sheets_v4.Schema$Color>> = {
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
  const warning = t('sheet.protected', { notes: notes ?? t(`sheet.columns.${NOTES_KEY}`) });
  return placed.flatMap(({ column: { key, owner, look, headers }, at }): Request[] => {
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
      ...columnLook(
        { sheetId, headerRow, at },
        {
          numberFormat: FORMATS[look],
          pixelSize: WIDTHS[key],
          rules: rules(key, look),
          warning: owner === 'bot' ? warning : undefined,
        },
      ),
    ];
  });
}

/** Colour by the score and by the state. */
function rules(key: string, look: Look): ColumnRule[] {
  if (look === 'state')
    return Object.entries(STATES).map(([state, backgroundColor]) => ({
      booleanRule: {
        condition: { type: 'TEXT_EQ', values: [{ userEnteredValue: state }] },
        format: { backgroundColor },
      },
    }));
  // A spread is no score: more of it is not better.
  return look === 'score' && key !== 'folds_spread' ? [SCORE_COLOURS] : [];
}
