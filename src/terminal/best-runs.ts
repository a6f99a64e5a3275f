import { checkOption, refuseUnknown } from '../runs/check-option.js';
import { devAgainstPublic, sayAgreement } from '../runs/dev-against-public.js';
import { devScore, isKnown, rankWithImported, settingOf, UNKNOWN } from '../runs/imported.js';
import type { Run } from '../runs/run.js';
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
  const best = rankWithImported(all).slice(0, top);
  return {
    json: best.map(row),
    text: best.length > 0 ? text(best.map(line), agreement) : 'No run has finished yet.',
  };
}

const text = (lines: readonly string[], agreement: string): string =>
  [...lines, ...(agreement ? ['', agreement] : [])].join('\n');

/** Of an imported run, what its table did not tell is null. */
const row = (run: Run) => ({
  run: run.id,
  micro_f1: devScore(run) ?? null,
  macro_f1: run.result?.dev.macro_f1 ?? run.imported?.scores.macro ?? null,
  public_score: publicScore(run) ?? null,
  loss: told(run, 'loss'),
  model: told(run, 'model'),
  lr: told(run, 'lr'),
  epochs: told(run, 'epochs'),
  ...(run.result ? partsJson(run.result) : {}),
  ...(run.imported ? { imported: run.imported.from } : {}),
  intent: run.intent,
  author: run.author.name,
});

const told = (run: Run, name: 'loss' | 'model' | 'lr' | 'epochs') =>
  isKnown(run, name) ? run.spec[name] : null;

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

function line(run: Run, place: number): string {
  const seen = publicScore(run);
  const micro_f1 = devScore(run) ?? 0;
  return `${placeOf(place)} ${micro_f1.toFixed(4)}  run ${run.id}  ${seen === undefined ? '' : `public ${seen.toFixed(4)}, `}${about(run)}`;
}

function publicLine(entry: PublicEntry, place: number): string {
  const what = 'run' in entry ? `run ${entry.run.id}` : `submission ${entry.submission.id}`;
  const more =
    'run' in entry
      ? about(entry.run)
      : `runs ${entry.submission.members.join(', ')} (${entry.submission.method})`;
  return `${placeOf(place)} ${entry.public.toFixed(4)}  ${what}  dev ${entry.dev?.toFixed(4) ?? UNKNOWN}, ${more}`;
}

const placeOf = (place: number): string => `${String(place + 1).padStart(3)}.`;

const about = (run: Run): string =>
  `${run.imported ? 'imported, ' : ''}${run.result?.spread ? `${partsLine(run.spec, run.result)}; ` : ''}${settingOf(run, 'loss')} on ${settingOf(run, 'model')}, lr ${settingOf(run, 'lr')}, ${settingOf(run, 'epochs')} epochs${run.intent ? `  (${run.intent.replaceAll('\n', ' ')})` : ''}`;
