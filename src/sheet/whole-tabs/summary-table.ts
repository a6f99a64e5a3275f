import { lossPairs } from '../../runs/compare/loss-pairs.js';
import { pairNames } from '../../runs/compare/pair-names.js';
import { valueText } from '../../runs/compare/spec-differences.js';
import { devScore, isImported, isKnown, rankWithImported } from '../../runs/imported.js';
import { type DoneRun, rankLatest } from '../../runs/leaderboard.js';
import { hoursOf } from '../../runs/preferences/gpu-hours.js';
import { publicScore } from '../../runs/public-score.js';
import { rankPublic } from '../../runs/public-ranking.js';
import { isOpen, type Run, RUN_STATES } from '../../runs/run.js';
import { promiseOf } from '../../runs/submission.js';
import type { Texts } from '../../texts/texts.js';
import { type Cell, textCell } from '../cell.js';
import type { EnsemblesOf } from './ensembles-table.js';
import { scoreCell, type Table, tabColumn } from './table.js';

/** The first four sections are to fit on one screen; of the models only the best ones do. */
const MOST_MODELS = 10;
/** Of each two losses. */
const MOST_PAIRS = 40;
/** The beginning of a section's title, by which the tab's look knows it. */
export const SECTION = '▸';

/** One set of columns for all sections, so that each number has one format and people may move columns. */
const COLUMNS = [
  tabColumn('sheetTabs.summary.what', 'title'),
  tabColumn('sheetTabs.summary.count', 'count'),
  tabColumn('sheetTabs.summary.score', 'score'),
  tabColumn('sheetTabs.summary.run', 'text'),
  tabColumn('sheetTabs.summary.difference', 'difference'),
  tabColumn('sheetTabs.summary.wins', 'count'),
  tabColumn('sheetTabs.summary.losses', 'count'),
  tabColumn('sheetTabs.summary.smallest', 'difference'),
  tabColumn('sheetTabs.summary.largest', 'difference'),
  tabColumn('sheetTabs.summary.mean', 'score'),
  tabColumn('sheetTabs.summary.details', 'wide'),
];

type Row = {
  what: string;
  count?: number;
  score?: number | undefined;
  mean?: number;
  difference?: number | undefined;
  smallest?: number | undefined;
  largest?: number | undefined;
  wins?: number;
  losses?: number;
  run?: string;
  details?: string;
};

/** The tab "Summary": what somebody wants to know who opens the sheet once a week. */
export function summaryTable(all: EnsemblesOf, texts: Texts): Table {
  const { t } = texts;
  const ranked = rankWithImported(all.runs);
  // Of imported runs nobody knows whether they differ in nothing else: they are in no pair.
  const trained = rankLatest(all.runs);
  const data = trained[0]?.spec.data ?? '–';
  const section = (what: string): Row => ({ what: `${SECTION} ${what}` });
  const { summary, pairs } = losses(trained, texts);
  const rows: Row[] = [
    section(t('sheetTabs.summary.glance')),
    ...glance(ranked, all, texts),
    section(t('sheetTabs.summary.pairs', { data })),
    ...summary,
    section(t('sheetTabs.summary.by_loss', { data })),
    ...bestOf(ranked, 'loss', texts),
    section(t('sheetTabs.summary.by_model', { data })),
    ...bestOf(ranked, 'model', texts).slice(0, MOST_MODELS),
    section(t('sheetTabs.summary.states')),
    ...states(all.runs, texts),
    { what: t('sheetTabs.summary.updated') },
    ...(pairs.length > 0 ? [section(t('sheetTabs.summary.each', { most: MOST_PAIRS })), ...pairs] : []),
  ];
  const updated = rows.findIndex(({ what }) => what === t('sheetTabs.summary.updated'));
  const stamp = { row: updated, column: COLUMNS.length - 1 };
  return { name: 'Summary', columns: COLUMNS, rows: rows.map(cells), stamp };
}

function cells({ what, count, score, run, difference, wins, losses, ...rest }: Row): Cell[] {
  const { smallest, largest, mean, details } = rest;
  return [
    ...[textCell(what), count ?? '', scoreCell(score), run ?? ''],
    ...[scoreCell(difference), wins ?? '', losses ?? '', scoreCell(smallest), scoreCell(largest)],
    ...[scoreCell(mean), textCell(details ?? '')],
  ];
}

/** The best run, the best ensemble, and what the competition says. */
function glance(ranked: readonly Run[], { runs, submissions }: EnsemblesOf, texts: Texts): Row[] {
  const { t } = texts;
  const [best] = ranked;
  const ensemble = submissions.reduce<(typeof submissions)[number] | undefined>(
    (one, other) => (one && promiseOf(one) >= promiseOf(other) ? one : other),
    undefined,
  );
  const [scored] = rankPublic(runs, submissions);
  const nothing = t('sheetTabs.summary.nothing');
  const inPublic = (one: Pick<Run, 'public_scores'>) => {
    const score = publicScore(one);
    return score === undefined ? '' : t('sheetTabs.summary.public', { score: score.toFixed(4) });
  };
  const named = (entry: typeof scored) =>
    entry && ('run' in entry ? entry.run.id : t('sheetTabs.summary.ensemble', { id: entry.submission.id }));
  return [
    {
      what: t('sheetTabs.summary.best_run'),
      ...(best
        ? { score: devScore(best), run: best.id, details: joined(settings(best, texts), inPublic(best)) }
        : { details: nothing }),
    },
    {
      what: t('sheetTabs.summary.best_ensemble'),
      ...(ensemble
        ? {
            count: ensemble.members.length,
            score: promiseOf(ensemble),
            run: t('sheetTabs.summary.ensemble', { id: ensemble.id }),
            details: joined(t(`ensembles.method.${ensemble.method}`), inPublic(ensemble)),
          }
        : { details: nothing }),
    },
    {
      what: t('sheetTabs.summary.best_public'),
      ...(scored
        ? {
            score: scored.dev,
            run: named(scored) ?? '',
            details: t('sheetTabs.summary.public', { score: scored.public.toFixed(4) }),
          }
        : { details: nothing }),
    },
  ];
}

const joined = (...parts: string[]): string => parts.filter((part) => part !== '').join(' · ');

/** Of an imported run, what its table told. */
function settings(run: Run, { t }: Texts): string {
  const { model, loss, lr, batch } = run.spec;
  return joined(
    isKnown(run, 'model') ? model : '',
    isKnown(run, 'loss') ? loss : '',
    isKnown(run, 'lr') ? `lr ${valueText(lr)}` : '',
    isKnown(run, 'batch') ? `batch ${batch}` : '',
    isImported(run) ? t('imports.mark') : '',
  );
}

/** A line for each two losses, and one for each pair of runs. */
function losses(ranked: readonly DoneRun[], { t }: Texts): { summary: Row[]; pairs: Row[] } {
  const groups = lossPairs(ranked);
  const summary = groups.map(({ from, to, pairs, difference, wins, losses }): Row => {
    const what = t('sheetTabs.summary.against', { to, from });
    if (!difference) return { what, count: 0, details: t('sheetTabs.summary.no_pair') };
    const { mean, smallest, largest } = difference;
    return { what, count: pairs.length, difference: mean, smallest, largest, wins, losses };
  });
  const pairs = groups.flatMap(({ from, to, pairs }): Row[] => {
    const shown = pairs.slice(0, MOST_PAIRS);
    const names = pairNames(shown, 'loss');
    return shown.map(({ first, second, difference }, at) => ({
      what: t('sheetTabs.summary.against', { to, from }),
      ...{ score: second.result.dev.micro_f1, difference, run: `${second.id} − ${first.id}` },
      details: joined(second.spec.model, names[at] ?? ''),
    }));
  });
  return { summary, pairs };
}

/** By value, the one with the best run first; without imported runs of which nobody knows it. @param ranked best first */
function bestOf(ranked: readonly Run[], name: 'loss' | 'model', texts: Texts): Row[] {
  const groups = new Map<string, Run[]>();
  for (const run of ranked.filter((one) => isKnown(one, name))) {
    const group = groups.get(run.spec[name]);
    if (group) group.push(run);
    else groups.set(run.spec[name], [run]);
  }
  return [...groups].map(([what, runs]) => {
    const [best] = runs;
    const sum = runs.reduce((total, run) => total + (devScore(run) ?? 0), 0);
    const row: Row = { what, count: runs.length, mean: sum / runs.length };
    return best ? { ...row, score: devScore(best), run: best.id, details: settings(best, texts) } : row;
  });
}

function states(runs: readonly Run[], { t }: Texts): Row[] {
  const pruned = runs.filter(({ state, sweep }) => state === 'cancelled' && sweep?.pruned);
  const counts = RUN_STATES.map((state): Row => {
    const count = runs.filter((run) => run.state === state).length;
    return { what: t(`words.state.${state}`), count: state === 'cancelled' ? count - pruned.length : count };
  });
  const begun = new Date(0);
  const hours = runs
    // Those of open runs change every second; they count when the run has ended.
    .filter((run) => !isOpen(run) && run.finished_at !== null)
    .reduce((sum, run) => sum + hoursOf(run, begun, new Date(run.finished_at ?? 0)), 0);
  return [
    ...counts,
    { what: t('words.state.halted'), count: pruned.length },
    { what: t('sheetTabs.summary.hours'), count: Number(hours.toFixed(2)) },
  ];
}
