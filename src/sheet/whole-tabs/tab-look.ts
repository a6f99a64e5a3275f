import type { sheets_v4 } from 'googleapis/build/src/apis/sheets/index.js';
import type { Texts } from '../../texts/texts.js';
import { columnName } from '../google/a1.js';
import { colour, columnLook, type ColumnRule, RATE, SCORE, SCORE_COLOURS } from '../google/column-look.js';
import { SECTION } from './summary-table.js';
import type { Table, TabLook } from './table.js';
import type { Place } from './place.js';

type Request = sheets_v4.Schema$Request;

/** Counts have none: of `0.##` Google leaves the point behind a whole number. */
const FORMATS: Partial<Record<TabLook, sheets_v4.Schema$NumberFormat>> = {
  score: SCORE,
  difference: { type: 'NUMBER', pattern: '+0.0000;-0.0000;0.0000' },
  rate: RATE,
};
/** Pixels. */
const WIDTHS: Partial<Record<TabLook, number>> = {
  count: 70,
  score: 150,
  difference: 100,
  title: 210,
  wide: 360,
  words: 180,
};
const BETTER = colour('d9ead3');
const WORSE = colour('f4cccc');

const comparison = (type: string, backgroundColor: sheets_v4.Schema$Color): ColumnRule => ({
  booleanRule: { condition: { type, values: [{ userEnteredValue: '0' }] }, format: { backgroundColor } },
});
const RULES: Partial<Record<TabLook, readonly ColumnRule[]>> = {
  score: [SCORE_COLOURS],
  difference: [comparison('NUMBER_GREATER', BETTER), comparison('NUMBER_LESS', WORSE)],
};

/** Of a new tab, once: a frozen header with a note on whose tab it is; a filter, or sections that stand out. */
export function newTabLook(sheetId: number, { name, columns }: Table, { t }: Texts): Request[] {
  const whole = { sheetId, startColumnIndex: 0, endColumnIndex: columns.length };
  const sections: Request = {
    addConditionalFormatRule: {
      rule: {
        ranges: [{ ...whole, startRowIndex: 1 }],
        booleanRule: {
          condition: {
            type: 'CUSTOM_FORMULA',
            values: [{ userEnteredValue: `=LEFT($${columnName(0)}2,1)="${SECTION}"` }],
          },
          format: { textFormat: { bold: true }, backgroundColor: colour('e8eaf6') },
        },
      },
      index: 0,
    },
  };
  return [
    {
      updateSheetProperties: {
        properties: { sheetId, gridProperties: { frozenRowCount: 1 } },
        fields: 'gridProperties.frozenRowCount',
      },
    },
    {
      updateCells: {
        start: { sheetId, rowIndex: 0, columnIndex: 0 },
        rows: [{ values: [{ note: t('sheetTabs.kept') }] }],
        fields: 'note',
      },
    },
    name === 'Summary' ? sections : { setBasicFilter: { filter: { range: { ...whole, startRowIndex: 0 } } } },
  ];
}

/** Columns that are new: how their cells are shown, what colours them, and a warning for who types into them. */
export function newColumnsLook(
  sheetId: number,
  { columns }: Table,
  { headerRow, at, lacking }: Place,
  { t }: Texts,
): Request[] {
  return [...lacking].flatMap((column): Request[] => {
    const look = columns[column]?.look ?? 'text';
    return columnLook(
      { sheetId, headerRow, at: at[column] ?? column },
      {
        numberFormat: FORMATS[look],
        pixelSize: WIDTHS[look],
        rules: RULES[look] ?? [],
        warning: t('sheetTabs.kept'),
      },
    );
  });
}
