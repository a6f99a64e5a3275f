import { devScore, isKnown, rankWithImported } from '../../runs/imported.js';
import { publicScore } from '../../runs/public-score.js';
import type { Run } from '../../runs/run.js';
import { type Cell, textCell } from '../cell.js';
import { verdictOf } from '../runs-tab/run-facts.js';
import { scoreCell, type Table, tabColumn } from './table.js';

/** Nobody reads on; all runs are in the tab "Runs". One request holds as many. */
export const MOST_RANKED = 1000;

const COLUMNS = [
  tabColumn('sheetTabs.best.rank', 'count'),
  tabColumn('sheet.columns.run', 'count'),
  tabColumn('sheet.columns.dev', 'score'),
  tabColumn('sheet.columns.dev_tuned', 'score'),
  tabColumn('sheet.columns.macro', 'score'),
  tabColumn('sheet.columns.public', 'score'),
  tabColumn('sheet.spec.loss', 'text'),
  tabColumn('sheet.spec.model', 'words'),
  tabColumn('sheet.spec.lr', 'rate'),
  tabColumn('sheet.spec.epochs', 'count'),
  tabColumn('sheet.columns.intent', 'wide'),
  tabColumn('sheet.columns.verdict', 'words'),
  tabColumn('sheet.columns.author', 'text'),
  tabColumn('sheet.columns.thread', 'words'),
  tabColumn('sheet.spec.data', 'text'),
];

/**
 * The tab "Best": runs as `/results best` ranks them, finished ones on the data of the run that finished last and
 * imported ones. A cell stays empty where an imported run's table did not tell.
 */
export function bestTable(runs: readonly Run[]): Table {
  const ranked = rankWithImported(runs).slice(0, MOST_RANKED);
  const rows = ranked.map((run, at) => {
    const { id, result, imported, intent, author, thread_url } = run;
    return [
      ...[at + 1, Number(id), scoreCell(devScore(run))],
      scoreCell(result?.dev_tuned.micro_f1 ?? imported?.scores.dev_tuned),
      ...[scoreCell(result?.dev.macro_f1 ?? imported?.scores.macro), publicScore(run) ?? ''],
      ...[known(run, 'loss'), known(run, 'model'), known(run, 'lr'), known(run, 'epochs')],
      ...[textCell(intent), verdictOf(run), textCell(author.name), thread_url ?? '', known(run, 'data')],
    ];
  });
  return { name: 'Best', columns: COLUMNS, rows };
}

function known(run: Run, name: 'loss' | 'model' | 'lr' | 'epochs' | 'data'): Cell {
  if (!isKnown(run, name)) return '';
  const value = run.spec[name];
  return typeof value === 'string' ? textCell(value) : value;
}
