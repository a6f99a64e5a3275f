import { basename } from 'node:path';
import { ENSEMBLE_METHODS } from '../../runs/ensemble-methods.js';
import { publicScore } from '../../runs/public-score.js';
import type { Run } from '../../runs/run.js';
import { type PendingEnsemble, promiseOf, type Submission } from '../../runs/submission.js';
import type { Texts } from '../../texts/texts.js';
import { type Cell, textCell } from '../cell.js';
import { scoreCell, type Table, tabColumn } from './table.js';

/** Below them nobody looks; `/ensemble list` and the store have all. */
const MOST = 1000;

const COLUMNS = [
  tabColumn('sheetTabs.ensembles.number', 'count'),
  tabColumn('sheet.columns.state', 'words'),
  tabColumn('sheetTabs.ensembles.members', 'words'),
  tabColumn('sheetTabs.ensembles.method', 'words'),
  tabColumn('sheetTabs.ensembles.thresholds', 'text'),
  tabColumn('sheetTabs.ensembles.cross_fitted', 'score'),
  tabColumn('sheetTabs.ensembles.in_sample', 'score'),
  tabColumn('sheetTabs.ensembles.gain', 'difference'),
  tabColumn('sheet.columns.public', 'score'),
  tabColumn('sheetTabs.ensembles.file', 'wide'),
  tabColumn('sheet.columns.author', 'text'),
  tabColumn('sheetTabs.ensembles.made', 'words'),
];

export type EnsemblesOf = {
  runs: readonly Run[];
  submissions: readonly Submission[];
  pending: readonly PendingEnsemble[];
};

/** The tab "Ensembles": those that wait for scores first, then the newest. */
export function ensemblesTable({ runs, submissions, pending }: EnsemblesOf, texts: Texts): Table {
  const runOf = new Map(runs.map((run) => [run.id, run]));
  const submissionOf = new Map(submissions.map((one) => [one.id, one]));
  const scoreOf = (name: string, cut: Submission['cut']) => memberScore(name, cut, runOf, submissionOf);
  const rows = [
    // What has become a submission has its row as one.
    ...pending.filter(({ ended }) => !ended?.submission).map((one) => waitingRow(one, texts)),
    ...submissions.map((one) => row(one, gainOf(one, scoreOf), texts)),
  ];
  const waiting = rows.length - submissions.length;
  const newestFirst = [...rows.slice(0, waiting).reverse(), ...rows.slice(waiting).reverse()];
  return { name: 'Ensembles', columns: COLUMNS, rows: newestFirst.slice(0, MOST) };
}

function row(one: Submission, gain: number | undefined, { t }: Texts): Cell[] {
  return [
    ...[Number(one.id), t('sheetTabs.ensembles.done'), textCell(one.members.join(', '))],
    ...[t(`ensembles.method.${one.method}`), t(`sheetTabs.ensembles.cut.${one.cut}`)],
    scoreCell(one.dev_cross_fitted?.micro_f1),
    ...[scoreCell(one.dev.micro_f1), scoreCell(gain), publicScore(one) ?? ''],
    ...[textCell(basename(one.submission)), textCell(one.author.name), one.created_at],
  ];
}

function waitingRow({ asked, author, created_at, members, missing, ended }: PendingEnsemble, { t }: Texts) {
  const method = ENSEMBLE_METHODS.find((name) => name === asked.method);
  const cut = asked.thresholds === 'tuned' ? 'tuned' : 'half';
  const state = ended
    ? t('sheetTabs.ensembles.failed')
    : t('sheetTabs.ensembles.waiting', { count: missing.length });
  return [
    ...['–', state, textCell(members.join(', '))],
    ...[method ? t(`ensembles.method.${method}`) : '', t(`sheetTabs.ensembles.cut.${cut}`)],
    ...['', '', '', '', '', textCell(author.name), created_at],
  ];
}

type ScoreOf = (name: string, cut: Submission['cut']) => number | undefined;

/**
 * How far an ensemble is above the best of its members, each cut as the ensemble is. Undefined where a member's own
 * score is not in the store: that of a part of a run.
 */
export function gainOf(one: Submission, scoreOf: ScoreOf): number | undefined {
  const scores = one.members.map((name) => scoreOf(name, one.cut));
  const known = scores.filter((score) => score !== undefined);
  if (known.length === 0 || known.length < scores.length) return undefined;
  return promiseOf(one) - known.reduce((best, score) => Math.max(best, score));
}

function memberScore(
  name: string,
  cut: Submission['cut'],
  runs: ReadonlyMap<string, Run>,
  submissions: ReadonlyMap<string, Submission>,
): number | undefined {
  const [, earlier] = /^submission:(\d+)$/.exec(name) ?? [];
  if (earlier !== undefined) {
    const submission = submissions.get(earlier);
    return submission && promiseOf(submission);
  }
  const result = runs.get(name)?.result;
  return (cut === 'tuned' ? result?.dev_tuned : result?.dev)?.micro_f1;
}
