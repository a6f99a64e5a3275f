import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { labelNamesIn } from '../../src/chat/label-names.js';
import { digestView } from '../../src/chat/views/digest-view.js';
import { diskView, planText } from '../../src/chat/views/disk-view.js';
import { doctorView } from '../../src/chat/views/doctor-view.js';
import { explainView } from '../../src/chat/views/explain-view.js';
import { gpuView } from '../../src/chat/views/gpu-view.js';
import { helpView } from '../../src/chat/views/help-view.js';
import { leaderboard } from '../../src/chat/views/leaderboard-view.js';
import { optionView } from '../../src/chat/views/option-view.js';
import { queueView } from '../../src/chat/views/queue-view.js';
import { runCard } from '../../src/chat/views/run-card.js';
import { resultEmbed, runResult } from '../../src/chat/views/run-result.js';
import { sweepEnd, sweepView } from '../../src/chat/views/sweep-view.js';
import { loadSettings } from '../../src/config/settings.js';
import { sayFreed } from '../../src/disk/say-freed.js';
import { adjustmentNote } from '../../src/runs/adjustment.js';
import { averagesLine } from '../../src/runs/compare/averages-line.js';
import { refuseContradictions } from '../../src/runs/contradictions.js';
import { digestOf } from '../../src/runs/digest.js';
import { explainedOptions, explainOption } from '../../src/runs/explain-option.js';
import { EXPLAINED } from '../../src/runs/explain/explain.js';
import type { Failure } from '../../src/runs/failure.js';
import type { DoneRun } from '../../src/runs/leaderboard.js';
import { outOfMemory } from '../../src/runs/out-of-memory.js';
import { prunedFailure } from '../../src/runs/pruned-failure.js';
import { type Run, runSchema } from '../../src/runs/run.js';
import { judge } from '../../src/runs/sweep/pruner.js';
import { failuresInARow } from '../../src/runs/sweep/failures-in-a-row.js';
import { parseSpace } from '../../src/runs/sweep/parse-space.js';
import { type Sweep, sweepSchema } from '../../src/runs/sweep/sweep.js';
import { summarize } from '../../src/runs/sweep/sweep-summary.js';
import { finding } from '../../src/terminal/finding.js';
import { engineNotice } from '../../src/tensorflow/engine-notice.js';
import { say, textsIn } from '../../src/texts/texts.js';
import { toTold } from '../../src/texts/stored.js';
import { describeFailure } from '../../src/training/describe-failure.js';
import { NotFiniteError } from '../../src/training/not-finite-error.js';
import { UserError } from '../../src/user-error.js';
import { finishedRun } from '../ensemble/fixture.js';
import { student } from '../support/runs.js';
import { englishRuns } from './left-in-english.js';

const ko = textsIn('ko');
const settings = loadSettings({ env: { LABMATE_HOME: '/tmp' } });
const data = { folder: '/d', train: '/d/t', dev: '/d/d', test: '/d/s', hash: '0123456789012345' };
const run = (id: string, change: Partial<Run> = {}): Run =>
  finishedRun(id, data, 0.6, { intent: '', author: student, host: 'h1', ...change });
/** As it comes back from the store's file. */
const stored = (one: Run): Run => runSchema.parse(JSON.parse(JSON.stringify(one)));

const failed = (id: string, failure: Failure): Run =>
  stored(run(id, { state: 'failed', result: null, failure, finished_at: `2026-11-23T1${id}:00:00.000Z` }));

const sizes = { batch: 32, accumulate: 1, maxlen: 128 };
const nan = new NotFiniteError('dev loss', 7, 2);
nan.keptEpoch = 1;
nan.part = { part: 2, parts: 5 };
const spec = { ...run('1').spec, grad_clip: 0 };
const failures = [
  outOfMemory(sizes),
  describeFailure(nan, spec),
  describeFailure(Object.assign(new Error('x'), { code: 'ENOSPC' })),
  describeFailure(
    new UserError('data.changed', say('hubErrors.data_changed', { data: 'kote8', folder: '/d' })),
  ),
];
const failedRuns = failures.map((failure, at) => failed(String(at + 1), failure));

const note = toTold(
  engineNotice({ kind: 'wasm', tensorflow: '4.22', slow: true, reason: null, kernels: null }) ?? '',
);
const noted = stored(run('1', { state: 'running', result: null, note: note.message, note_said: note.said }));
const again = toTold(adjustmentNote(sizes, { batch: 16, accumulate: 2 }));
const interrupted = stored(
  run('1', {
    ...{ state: 'queued', result: null, attempts: 1 },
    ...{ interruption: again.message, interruption_said: again.said },
  }),
);
const doing = toTold(say('stored.doing.fetching', { model: 'klue/roberta-base', received: 12, size: 443 }));
const fetching = stored(
  run('1', {
    ...{ state: 'running', result: null },
    progress: {
      ...{ epoch: 0, epochs: 3, share: 0, micro_f1: null, best_micro_f1: null, seconds_left: 0 },
      ...{ doing: doing.message, doing_said: doing.said },
    },
  }),
);

const parts = ((): DoneRun => {
  const one = run('9');
  const spread = { dev: { mean: 0.54, sd: 0.004 }, oof: { mean: 0.54, sd: 0.004 } };
  const result = { ...one.result, spread, oof: one.result?.dev, parts: [] };
  return { ...one, spec: { ...one.spec, folds: 5, seeds: 2 }, result } as unknown as DoneRun;
})();

const pruning = toTold(
  judge(
    'median',
    [0.1, 0.1],
    Array.from({ length: 5 }, () => ({ done: true, scores: [0.5, 0.5] })),
  ) ?? '',
);
const pruned = stored(
  run('8', {
    sweep: {
      ...{ id: '3', trial: 0, values: { lr: 0.1 } },
      pruned: { epoch: 2, score: 0.1, ...pruning },
    },
  }),
);
const ended = stored({ ...pruned, state: 'cancelled', result: null, failure: prunedFailure(pruned) ?? null });

const halt = toTold(failuresInARow(failedRuns.slice(0, 3), null) ?? '');
const typed = 'lr=1e-5..1e-2 log';
const sweep: Sweep = sweepSchema.parse({
  ...{ id: '3', state: 'halted', typed, space: { parameters: parseSpace(typed), loss: 'bce' } },
  ...{ strategy: 'tpe', pruner: 'median', budget: 20, seed: 1, fixed: {}, anywhere: false, intent: '' },
  ...{ author: student, created_at: '2026-11-23T10:00:00.000Z', finished_at: null },
  ...{ reason: halt.message, reason_said: halt.said, channel_id: null, told: false },
});

const report = {
  ...{ home: '/h', space: { free: 4e9, total: 9e9 }, backups: 1e6, submissions: 1e6, other: 1e6 },
  runs: { bytes: 5e9, count: 3, parts: { checkpoints: 4e9, state: 1e8, scores: 1e8, logs: 1e8, other: 1e8 } },
  largest: [{ run: '1', bytes: 4e9, checkpoints: 4e9 }],
  models: { folder: '/m', bytes: 1e9, largest: [{ name: 'klue/roberta-base', bytes: 1e9 }] },
  plan: {
    free: [{ run: run('1'), bytes: 1e9 }],
    kept: (['open', 'base', 'pinned', 'submission', 'ensemble', 'dev', 'public', 'young'] as const).map(
      (reason) => ({ run: run('2'), bytes: 1e9, reason, why: '' }),
    ),
  },
};
const rule = { keep_days: 14, keep_top: 10, free_below_gb: 5 };

const findings = [
  finding('node', true, '20.20.2'),
  finding(
    'state',
    false,
    say('doctor.state_low', { home: '/h', free: '0.5', running: say('doctor.stopped') }),
  ),
  finding(
    'models',
    true,
    say('doctor.models', {
      count: 12,
      local: say('doctor.nothing'),
      hub: 'huggingface.co',
      token: say('doctor.no_token'),
    }),
  ),
  finding('sheet', true, say('doctor.no_sheet')),
];

describe('what else the channel shows in Korean', () => {
  const views: Record<string, unknown> = {
    ...Object.fromEntries(failedRuns.map((one) => [`failed ${one.failure?.reason}`, runResult(one, [], ko)])),
    ...Object.fromEntries(failedRuns.map((one) => [`card ${one.failure?.reason}`, runCard(one, ko)])),
    ...{ noted: runCard(noted, ko), interrupted: runCard(interrupted, ko), fetching: runCard(fetching, ko) },
    ...{ queue: queueView([fetching], ko), pruned: runCard(ended, ko) },
    ...{ parts: runResult(parts, [], ko), ranking: leaderboard([parts], 1, '', ko) },
    averages: averagesLine(parts, run('2') as DoneRun, ko),
    sweep: [sweepView(sweep, summarize(sweep, [], 1), [], ko), sweepEnd(sweep, summarize(sweep, [], 1), ko)],
    digest: digestView(digestOf(failedRuns, new Date('2026-11-23'), new Date('2026-11-24')), ko),
    disk: [diskView(report, rule, ko), planText(report.plan, ko)],
    freed: sayFreed({ runs: [run('1')], bytes: 1e9, failed: [run('2')] }, report.space, ko),
    doctor: doctorView(findings, [], ko),
    gpu: gpuView({ host: 'h1', gpus: [], cores: 2, busyCores: 1, free: 1, total: 2 }, [], ko),
    models: helpView([], settings, ko),
    ...Object.fromEntries(
      Object.keys(explainedOptions).map((name) => {
        const { title, description, fields } = optionView(explainOption(name, settings, ko), ko);
        const said = fields?.filter((field) => field.name !== ko.t('optionHelp.from'));
        return [`option ${name}`, [title, description, said]];
      }),
    ),
    ...Object.fromEntries(
      EXPLAINED.map((name) => {
        const { title, description, fields } = explainView(name, { drawn: undefined }, ko);
        return [`explain ${name}`, [title, description, fields]];
      }),
    ),
  };

  it('GIVEN stored sentences, findings and help THEN no three English words stand in a row', () => {
    assert.deepEqual(englishRuns(views), []);
    const old = failed('1', { reason: 'disk', message: 'It stopped because the disk is full.' });
    assert.equal(
      englishRuns({ old: runCard(old, ko) }).length,
      1,
      'an old store’s words stay, and are found',
    );
  });

  it('GIVEN the task’s names of labels THEN the bars of a result have them', () => {
    const done = run('1') as DoneRun;
    const joy = { precision: 0.5, recall: 0.5, f1: 0.6, support: 10 };
    const result = { ...done.result, dev: { ...done.result.dev, per_label: { joy } } };
    const shown = resultEmbed({ ...done, result }, ko, undefined, labelNamesIn(settings.task, ko));
    assert.match(shown.description ?? '', /기쁨 +[█░]{10}/);
    assert.doesNotMatch(shown.description ?? '', /joy/);
  });

  it('GIVEN options that contradict THEN the refusal is Korean', () => {
    const base = { spec: { ...spec, maxlen: 600 }, model: { kind: 'checkpoint' as const } };
    assert.throws(
      () => refuseContradictions({ ...base, typed: { maxlen: 600 }, positions: 512 }),
      (error: UserError) => /모델의 최대 입력 길이는 512토큰/.test(ko.say(error.sentence)),
    );
  });
});
