import { rankLatest } from '../../runs/leaderboard.js';
import { publicScore } from '../../runs/public-score.js';
import type { Run } from '../../runs/run.js';
import { textCell } from '../cell.js';
import { verdictOf } from '../run-facts.js';
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

/** The tab "Best": finished runs as `/results best` ranks them, on the data of the run that finished last. */
export function bestTable(runs: readonly Run[]): Table {
  const ranked = rankLatest(runs).slice(0, MOST_RANKED);
  const rows = ranked.map((run, at) => {
    const { id, result, spec, intent, author, thread_url } = run;
    return [
      ...[at + 1, Number(id), scoreCell(result.dev.micro_f1), scoreCell(result.dev_tuned.micro_f1)],
      ...[scoreCell(result.dev.macro_f1), publicScore(run) ?? ''],
      ...[spec.loss, textCell(spec.model), spec.lr, spec.epochs],
      ...[textCell(intent), verdictOf(run), textCell(author.name), thread_url ?? '', textCell(spec.data)],
    ];
  });
  return { name: 'Best', columns: COLUMNS, rows };
}
