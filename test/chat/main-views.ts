import type { APIEmbed } from 'discord.js';
import type { Command } from '../../src/chat/command.js';
import { cardButtons } from '../../src/chat/views/card-buttons.js';
import { comparisonView } from '../../src/chat/views/comparison-view.js';
import { dataView } from '../../src/chat/views/data-view.js';
import { ensembleView } from '../../src/chat/views/ensemble-view.js';
import { helpView } from '../../src/chat/views/help-view.js';
import { importanceView } from '../../src/chat/views/importance-view.js';
import { leaderboard } from '../../src/chat/views/leaderboard-view.js';
import { pairsView } from '../../src/chat/views/pairs-view.js';
import { publicLeaderboard } from '../../src/chat/views/public-leaderboard.js';
import { queueView } from '../../src/chat/views/queue-view.js';
import { logMessage } from '../../src/chat/views/log-view.js';
import { questionList, questionView } from '../../src/chat/views/question-view.js';
import { runCard } from '../../src/chat/views/run-card.js';
import { runList } from '../../src/chat/views/run-list.js';
import { runRecord } from '../../src/chat/views/run-record.js';
import { runResult } from '../../src/chat/views/run-result.js';
import { questionLine, verdictButtons } from '../../src/chat/views/verdict-buttons.js';
import { sweepEnd, sweepView } from '../../src/chat/views/sweep-view.js';
import type { Settings } from '../../src/config/settings.js';
import { devAgainstPublic, sayAgreement } from '../../src/runs/dev-against-public.js';
import type { DoneRun } from '../../src/runs/leaderboard.js';
import { rankPublic } from '../../src/runs/public-ranking.js';
import type { Question } from '../../src/runs/question.js';
import type { Run } from '../../src/runs/run.js';
import { submissionSchema } from '../../src/runs/submission.js';
import { parseSpace } from '../../src/runs/sweep/parse-space.js';
import type { Sweep } from '../../src/runs/sweep/sweep.js';
import { summarize } from '../../src/runs/sweep/sweep-summary.js';
import type { DataReport } from '../../src/task/describe-data.js';
import type { Texts } from '../../src/texts/texts.js';
import { finishedRun } from '../ensemble/fixture.js';
import { student } from '../support/runs.js';
import { sheetViews } from './sheet-views.js';

/** Words that people wrote, in a language that is neither English nor Korean: the views only quote them. */
const WORDS = 'ça y est ?';
const data = { folder: '/d', train: '/d/t', dev: '/d/d', test: '/d/s', hash: '0123456789012345' };

function done(id: string, micro_f1: number, change: Partial<Run> = {}): DoneRun {
  const run = finishedRun(id, data, micro_f1, { intent: WORDS, author: student, host: 'h1', ...change });
  const { result } = run;
  if (!result) throw new Error('a finished run has a result');
  const label = { precision: 0.5, recall: 0.5, f1: 0.625, support: 10 };
  const dev = { ...result.dev, weighted_f1: 0.6, exact_match: 0.5, per_label: { joy: label, fear: label } };
  return { ...run, result: { ...result, dev, tokens: 4000, padding: 125 } };
}

const noted = [{ score: 0.61, at: '2026-11-23T11:00:00.000Z', author: student }];
const first = done('1', 0.6, { public_scores: noted, thread_url: 'https://example.org/t' });
const better = done('2', 0.62, { public_scores: noted, code: { commit: 'abc', dirty: true } });
const slow = done('3', 0.61, { from: '1', public_scores: noted });
const slowly = { ...slow, result: { ...slow.result, slow: true }, spec: { ...slow.spec, accumulate: 4 } };
const open = (state: 'queued' | 'running', change: Partial<Run> = {}): Run => ({
  ...done('4', 0.5),
  ...{ state, result: null, attempts: 0, started_at: null, finished_at: null },
  ...change,
});
const progress = { epoch: 1, epochs: 2, share: 0.5, micro_f1: 0.5, best_micro_f1: 0.5, seconds_left: 3725 };
const filled: Run['filled'] = {
  ...{ size: 'ngram', because: 'abc', entry: true },
  options: { batch: 8, warmup: 0.1, decay: 0.01, dropout: 0, maxlen: 64 },
};
const said = { author: student, at: '2026-11-23T12:00:00.000Z' };
const judged = done('1', 0.6, {
  verdict: { ...said, value: 'confirmed', sentence: WORDS },
  earlier_verdicts: [{ ...said, value: 'unclear', sentence: '' }],
});
const notes: Run['notes'] = [
  { ...said, text: WORDS, url: 'https://example.org/m' },
  { ...said, text: WORDS, was: 'intent' },
];
const question: Question = { text: WORDS, runs: [judged, better, open('running')], open: false };
const talk = { ...said, id: '1', text: WORDS, edited_at: null };
const runs = [first, better, slow];

const submission = submissionSchema.parse({
  ...{
    id: '1',
    created_at: '2026-11-23T12:00:00.000Z',
    author: student,
    method: 'soft',
    members: ['1', '2'],
  },
  ...{ submission: '/s.jsonl', sha256: 'abc', dev: better.result.dev, public_scores: noted },
});

const difference = (value: number, width: number) => ({
  ...{ first: 0.6, second: 0.6 + value, difference: value, low: value - width, high: value + width },
  distinguishable: Math.abs(value) > width,
});
const tested = { examples: 2000, resamples: 10_000, seed: 1 };
const compared = (value: number) => ({
  ...{ ...tested, first, second: better, flips: [], micro: difference(value, 0.01) },
  ...{ perLabel: { joy: difference(0.05, 0.01) }, spec: [{ name: 'lr', first: 3e-5, second: 0.001 }] },
});

const typed = 'lr=1e-5..1e-2 log';
const sweep: Sweep = {
  ...{ id: '3', state: 'running', typed, space: { parameters: parseSpace(typed), loss: 'bce' } },
  ...{ strategy: 'tpe', pruner: 'median', budget: 20, seed: 1, fixed: { model: 'ngram' }, anywhere: false },
  ...{
    intent: WORDS,
    author: student,
    created_at: '2026-11-23T10:00:00.000Z',
    finished_at: null,
    resumed_at: null,
  },
  ...{ reason: null, channel_id: null, told: false },
};
const members = [first, open('running', { id: '5', progress }), open('queued', { id: '6' })].map(
  (run, trial): Run => ({ ...run, sweep: { id: '3', trial, values: { lr: 0.001 }, pruned: null } }),
);
const summary = summarize(sweep, members, 1);

const answers = {
  ...{
    per_label: [6, 2],
    labels_per_text: [2, 5, 3],
    together: [
      [6, 1],
      [1, 2],
    ],
  },
  pmi: [
    [null, -1],
    [-1, null],
  ],
};
const part = {
  ...{ examples: 10, empty: 1, lengths: { median: 20, p95: 60, max: 99 }, targets: 3, answers },
  repeats: { folded: 2, exact: 1, contradicting: 1 },
};
const overlap = { folded: 3, exact: 2, contradicting: 1 };
const report = {
  ...{ hash: data.hash, labels: ['joy', 'fear'], train: part, dev: part, test: part },
  overlap: { dev: overlap, test: overlap },
} as unknown as DataReport;

const found = {
  ...{
    data: 'kote8',
    runs: 12,
    few: true,
    chance: 0.1,
    constant: ['seed'],
    trees: 100,
    shuffles: 100,
    seed: 1,
  },
  options: [
    { names: ['lr'], importance: 0.8, matters: true, means: [{ value: '3e-5', runs: 6, micro_f1: 0.6 }] },
    { names: ['loss', 'clip'], importance: 0.05, matters: false, means: [] },
  ],
};

const settings = {
  models: { tiny: { kind: 'tiny', description: WORDS }, klue: { kind: 'checkpoint', description: WORDS } },
  labmate: { defaults: { model: 'tiny' } },
} as unknown as Settings;
const commands = [{ data: { name: 'queue', description: 'What trains now and what waits' } }] as Command[];

type Payload = { content?: string; embeds?: APIEmbed[]; components?: unknown };

/** What the main views make of the same runs. Words in it that nobody may translate are names and typed text. */
export function mainViews(texts: Texts): Record<string, Payload> {
  const ranked = rankPublic(runs, [submission]);
  const agreement = sayAgreement(devAgainstPublic(ranked), texts);
  const view = (run: Run, base?: Run) => ({
    ...runCard(run, texts, base),
    components: cardButtons(run, texts),
  });
  const gone: Run = { ...open('running'), state: 'failed', failure: null };
  return {
    'card-queued': view(open('queued')),
    'card-again': view(open('queued', { attempts: 1, from: '1' }), first),
    'card-starting': view(open('running')),
    'card-running': view(open('running', { filled, progress: { ...progress, speed: 312.4 } })),
    'card-done': view(slowly),
    'result-first': runResult(first, [first], texts),
    'result-best': runResult(better, runs, texts),
    'result-slow': runResult(slowly, runs, texts),
    'result-failed': runResult(gone, runs, texts),
    queue: { embeds: [queueView([open('running', { progress }), open('queued')], texts)] },
    'queue-empty': { embeds: [queueView([], texts)] },
    leaderboard: { embeds: [leaderboard(runs, 3, agreement, texts)] },
    'public-leaderboard': { embeds: [publicLeaderboard(ranked, 4, agreement, texts)] },
    ensemble: {
      embeds: [
        ensembleView(
          submission,
          {
            ...{ submission: '/s.jsonl', sha256: 'abc', bytes: 1, members: ['1', '2'], method: 'soft' },
            ...{ examples: 1000, cut: 'tuned', basis: 'oof', learned: true, fitted: '/s.ensemble.json' },
            ...{ dev: better.result.dev, dev_cross_fitted: { ...better.result.dev, micro_f1: 0.61 } },
            ...{ best_member: { run: '2', micro_f1: 0.62 }, gain: { value: 0.01, low: -0.01, high: 0.03 } },
            ...{ weights: [0.25, 0.75], correlations: [1, 0.5, 0.5, 1], leave_one_out: [0.01, -0.01] },
            ...{ scores: { dev: '/d', test: '/t' }, far_off: ['joy'] },
            label_shares: { predicted: { joy: 0.7 }, train: { joy: 0.4 } },
          },
          texts,
        ),
      ],
    },
    compared: { embeds: [comparisonView(compared(0.02), texts)] },
    'compared-same': { embeds: [comparisonView(compared(0.001), texts)] },
    pairs: {
      embeds: [
        pairsView(
          {
            ...{ ...tested, by: 'loss' },
            groups: [
              {
                ...{ from: 'bce', to: 'asl', mean: difference(0.001, 0.01) },
                pairs: [{ first, second: better, micro: difference(0.02, 0.01) }],
              },
            ],
          },
          texts,
        ),
      ],
    },
    importance: { embeds: [importanceView({ ...found, explained: 0.5 }, texts)] },
    'importance-nothing': { embeds: [importanceView({ ...found, explained: -0.1 }, texts)] },
    data: { embeds: dataView('kote8', report, texts) },
    sweep: { embeds: [sweepView(sweep, summary, members, texts)], content: sweepEnd(sweep, summary, texts) },
    'verdict-asked': { content: questionLine(first, texts) ?? '', components: verdictButtons(first, texts) },
    'verdict-given': {
      content: questionLine(judged, texts) ?? '',
      components: verdictButtons(judged, texts),
    },
    list: { embeds: [runList([judged, better, open('running')], 3, texts)] },
    record: {
      embeds: [runRecord({ ...judged, notes, talked: 12, sheet_note: '*ça* y est ?' }, [talk], texts)].filter(
        (one) => !!one,
      ),
    },
    question: { embeds: [questionView(question, texts)] },
    questions: { embeds: [questionList([question, { ...question, open: true }], texts)] },
    log: logMessage(open('running'), ['ça y est'], texts),
    'log-empty': logMessage(first, [], texts),
    'queue-paused': { embeds: [queueView([open('queued')], texts, { author: student, at: said.at })] },
    ...sheetViews(texts),
    help: { embeds: [helpView(commands, settings, texts)] },
  };
}
