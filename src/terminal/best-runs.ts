import { checkOption, refuseUnknown } from '../runs/check-option.js';
import { devAgainstPublic, sayAgreement } from '../runs/dev-against-public.js';
import { type DoneRun, rankLatest } from '../runs/leaderboard.js';
import { resultsOptions } from '../runs/options.js';
import { nothingScored, type PublicEntry, rankPublic } from '../runs/public-ranking.js';
import { partsJson, partsLine } from '../runs/parts-line.js';
import { publicScore } from '../runs/public-score.js';
import type { Runs } from '../runs/runs.js';
import type { Answer } from './verb.js';
import type { Words } from './words.js';

/**
 * `results best [top:10] [by:dev|public]`: by public score, submissions are among the runs.
 * @throws UserError for an option out of range, or where nothing has a public score
 */
export function bestRuns({ options }: Words, { store }: Runs): Answer {
  refuseUnknown(Object.keys(options), ['top', 'by']);
  const top = Number(checkOption('top', resultsOptions.top, options.top ?? 10));
  const by = checkOption('by', resultsOptions.by, options.by ?? 'dev');
  const all = store.list();
  const inPublic = rankPublic(all, store.submissions());
  const agreement = sayAgreement(devAgainstPublic(inPublic));
  if (by === 'public') {
    if (inPublic.length === 0) throw nothingScored();
    const best = inPublic.slice(0, top);
    return { json: best.map(publicRow), text: text(best.map(publicLine), agreement) };
  }
  const best = rankLatest(all).slice(0, top);
  return {
    json: best.map(row),
    text: best.length > 0 ? text(best.map(line), agreement) : 'No run has finished yet.',
  };
}

const text = (lines: readonly string[], agreement: string): string =>
  [...lines, ...(agreement ? ['', agreement] : [])].join('\n');

const row = (run: DoneRun) => ({
  run: run.id,
  micro_f1: run.result.dev.micro_f1,
  macro_f1: run.result.dev.macro_f1,
  public_score: publicScore(run) ?? null,
  loss: run.spec.loss,
  model: run.spec.model,
  lr: run.spec.lr,
  epochs: run.spec.epochs,
  ...partsJson(run.result),
  intent: run.intent,
  author: run.author.name,
});

/** Of a submission `run` is null: what reads runs passes over it. */
function publicRow(entry: PublicEntry) {
  if ('run' in entry) return row(entry.run);
  const { id, dev, members, method, author } = entry.submission;
  return {
    run: null,
    submission: id,
    micro_f1: dev.micro_f1,
    macro_f1: dev.macro_f1,
    public_score: entry.public,
    members,
    method,
    author: author.name,
  };
}

function line(run: DoneRun, place: number): string {
  const seen = publicScore(run);
  const { micro_f1 } = run.result.dev;
  return `${placeOf(place)} ${micro_f1.toFixed(4)}  run ${run.id}  ${seen === undefined ? '' : `public ${seen.toFixed(4)}, `}${about(run)}`;
}

function publicLine(entry: PublicEntry, place: number): string {
  const what = 'run' in entry ? `run ${entry.run.id}` : `submission ${entry.submission.id}`;
  const more =
    'run' in entry
      ? about(entry.run)
      : `runs ${entry.submission.members.join(', ')} (${entry.submission.method})`;
  return `${placeOf(place)} ${entry.public.toFixed(4)}  ${what}  dev ${entry.dev.toFixed(4)}, ${more}`;
}

const placeOf = (place: number): string => `${String(place + 1).padStart(3)}.`;

const about = ({ spec, intent, result }: DoneRun): string =>
  `${result.spread ? `${partsLine(spec, result)}; ` : ''}${spec.loss} on ${spec.model}, lr ${spec.lr}, ${spec.epochs} epochs${intent ? `  (${intent.replaceAll('\n', ' ')})` : ''}`;
