import type { Texts } from '../../texts/texts.js';
import { sheetColumns } from '../runs-tab/columns.js';
import { DATE_KEY, RUN_NOTES_KEY } from './column-names.js';
import type { MappedColumn } from './map-columns.js';
import type { ImportPlan } from './plan-import.js';

/** What an import would do, in lines: for the channel and for a terminal. */
export type SaidPlan = {
  title: string;
  /** Where the header was found. */
  header: string;
  /** A line each column that becomes something of a run. */
  columns: string[];
  /** A line each column that is not understood. */
  noted: string[];
  /** Columns that are read and left out. */
  left: string[];
  /** Cells that do not fit their column and go into the note. */
  moved: string[];
  refused: string[];
  /** Empty where none is there already. */
  here: string;
};

/** Read, but nothing of the run: they get numbers of their own, and are done. */
const LEFT = new Set(['run', 'state']);
const EXAMPLES = 5;

export function sayPlan(plan: ImportPlan, labels: readonly string[], { t, say, language }: Texts): SaidPlan {
  const titles = new Map(sheetColumns(labels).map(({ key, headers }) => [key, headers[language]]));
  titles.set(DATE_KEY, t('imports.date')).set(RUN_NOTES_KEY, t('imports.run_notes'));
  const line = ({ letter, header, key, percent, samples }: MappedColumn): string => {
    const target = key === null ? '' : ` → ${titles.get(key) ?? key}${percent ? ' (%)' : ''}`;
    const shown = samples.map((sample) => sample.replaceAll(/\s+/g, ' ')).join(' · ');
    return `${letter} “${header}”${target}${shown === '' ? '' : `: ${shown}`}`;
  };
  const kept = plan.columns.filter(
    ({ key, samples }) => key !== null && !LEFT.has(key) && samples.length > 0,
  );
  const more = (count: number): string[] => (count > 0 ? [t('imports.more', { count })] : []);
  const { fresh, here, refused, moved } = plan;
  return {
    title: t('imports.title', { count: fresh.length, from: plan.from }),
    header: t('imports.header_at', { row: plan.header }),
    columns: kept.map(line),
    noted: plan.columns.filter(({ key }) => key === null).map(line),
    left: plan.columns.filter(({ key }) => key !== null && LEFT.has(key)).map(line),
    moved: [
      ...moved.slice(0, EXAMPLES).map(({ cell, header, text }) => `${cell} “${header}”: ${text}`),
      ...more(moved.length - EXAMPLES),
    ],
    refused: [
      ...refused
        .slice(0, 2 * EXAMPLES)
        .map(({ row, cell, why }) =>
          cell === ''
            ? t('imports.refused_row', { row, why: say(why) })
            : t('imports.refused', { row, cell, why: say(why) }),
        ),
      ...more(refused.length - 2 * EXAMPLES),
    ],
    here: here > 0 ? t('imports.here', { count: here }) : '',
  };
}
