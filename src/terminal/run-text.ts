import { chosenLine } from '../runs/chosen-line.js';
import { filledLine } from '../runs/filled-defaults.js';
import { fromLine } from '../runs/from-line.js';
import { type ImportedRun, isImported, knownSettings, settingOf } from '../runs/imported.js';
import { isDone, type DoneRun } from '../runs/leaderboard.js';
import { otherMetrics } from '../runs/other-metrics.js';
import { hasParts } from '../runs/parts.js';
import { bestEpochs, partsLine } from '../runs/parts-line.js';
import { percent } from '../runs/percent.js';
import { earlierScores, publicScore } from '../runs/public-score.js';
import type { Run } from '../runs/run.js';

export const SLOW_ENGINE = 'Slow engine: `npm run lab -- doctor` says why, and what to do.';

/** Everything about one run, for people in a terminal. `base` is the run that it was begun from. */
export function runText(run: Run, { dir, base }: { dir: string; base: Run | undefined }): string {
  const { id, intent, state, author, note, failure, origin } = run;
  const settings = knownSettings(run);
  return [
    `Run ${id}: ${settingOf(run, 'loss')} on ${settingOf(run, 'model')}, ${state}, by ${author.name}`,
    ...(isImported(run) ? importedLines(run) : []),
    intent && `  why      ${intent.replaceAll('\n', ' ')}`,
    run.from !== null && `  begun    ${fromLine(run, base)}`,
    ...(isDone(run) ? resultLines(run) : [note && `  note     ${note}`]),
    ...(origin ? [`  weights  ${origin.from}`, ...origin.lines.map((line) => `           ${line}`)] : []),
    failure && `  failure  ${[failure.message, failure.hint].filter(Boolean).join(' ')}`,
    `  spec     ${settings.map(([name, value]) => `${name}:${String(value)}`).join(' ')}`,
    chosenLine(run) && `           ${chosenLine(run)}`,
    run.filled && `           ${filledLine(run)}`,
    !run.imported && `  folder   ${dir}`,
    run.checkpoint_freed_at !== null &&
      `  freed    its checkpoint, on ${run.checkpoint_freed_at.slice(0, 10)}`,
    run.checkpoint_pinned && '  pinned   its checkpoint is kept whatever the rule of the disk says',
  ]
    .filter(Boolean)
    .join('\n');
}

/** What the table said, and where it is from. */
function importedLines(run: ImportedRun): string[] {
  const { from, tab, row, at, by, scores } = run.imported;
  const told = Object.entries({
    dev: scores.dev,
    tuned: scores.dev_tuned,
    'macro-F1': scores.macro,
    public: publicScore(run),
  });
  const shown = told.flatMap(([name, score]) => (score == null ? [] : [`${name} ${score.toFixed(4)}`]));
  const labels = Object.entries(scores.per_label).map(([label, f1]) => `${label} ${f1.toFixed(3)}`);
  return [
    `  imported from ${from}${tab === null ? '' : ` (${tab})`}, row ${row}, by ${by.name} on ${at.slice(0, 10)}`,
    `  scores   ${shown.join(', ')}`,
    ...(labels.length > 0 ? [`  F1       ${labels.join(', ')}`] : []),
    ...(run.sheet_note === '' ? [] : [`  note     ${run.sheet_note.replaceAll('\n', '; ')}`]),
  ];
}

function resultLines(run: DoneRun): string[] {
  const { result, spec } = run;
  const { dev, dev_tuned, seconds, engine, slow, tokens, padding } = result;
  const labels = Object.entries(dev.per_label).map(([label, { f1 }]) => `${label} ${f1.toFixed(3)}`);
  const others = otherMetrics(dev);
  return [
    `  dev      micro-F1 ${dev.micro_f1.toFixed(4)} (tuned thresholds ${dev_tuned.micro_f1.toFixed(4)}), macro-F1 ${dev.macro_f1.toFixed(4)}`,
    ...(others ? [`           ${others}`] : []),
    ...partsLines(run),
    ...publicLines(run),
    `  F1       ${labels.join(', ')}`,
    `  epochs   ${bestEpochs(result)} of ${spec.epochs} was the best; ${Math.round(seconds)} s in all`,
    ...(tokens && padding !== undefined ? [`  tokens   ${percent(padding / tokens)} were padding`] : []),
    `  engine   ${engine}`,
    ...(slow ? [`           ${SLOW_ENGINE}`] : []),
  ];
}

/** With folds or seeds: what each came to, and that the number above is of their mean. */
function partsLines({ spec, result }: DoneRun): string[] {
  const { parts = [], oof_tuned } = result;
  if (!hasParts(spec) || parts.length === 0) return [];
  return [
    `  parts    ${partsLine(spec, result)}`,
    ...(oof_tuned ? [`           out-of-fold with tuned thresholds ${oof_tuned.micro_f1.toFixed(4)}`] : []),
    ...parts.map(
      ({ part, seed, fold, best_epoch, dev, held_out }) =>
        `           ${part}: seed ${seed}${fold === null ? '' : `, fold ${fold}`}, epoch ${best_epoch}, dev ${dev.toFixed(4)}${held_out === undefined ? '' : `, held out ${held_out.toFixed(4)}`}`,
    ),
    `           dev above is of the mean of their logits, an ensemble: hold “each” against a single run`,
  ];
}

function publicLines(run: DoneRun): string[] {
  const last = run.public_scores.at(-1);
  if (!last) return [];
  const before = earlierScores(run).map((score) => score.toFixed(4));
  const told = publicScore(run)?.toFixed(4) ?? 'taken back';
  return [
    `  public   ${told} (noted by ${last.author.name} on ${last.at.slice(0, 10)}${before.length > 0 ? `; before: ${before.join(', ')}` : ''})`,
  ];
}
