import { checkOption, type RawOptions, refuseUnknown } from '../runs/check-option.js';
import { refuseImported } from '../runs/imported.js';
import { type DoneRun, isDone, rank, rankLatest } from '../runs/leaderboard.js';
import { type Plot, plotOptions } from '../runs/plot-options.js';
import type { Runs } from '../runs/runs.js';
import { say, type Texts } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import { curvePicture } from './curve-picture.js';
import { progressPicture } from './progress-picture.js';
import { confusionPicture, labelPicture } from './run-pictures.js';
import type { Picture } from './sweep-picture.js';

/**
 * The picture that `/results plot` asks for: of the best run where none is named.
 * @param timeZone for days and hours, such as Asia/Seoul
 * @throws UserError `plot.running`, `results.none`, those of reading the run's files
 */
export async function plot(
  options: RawOptions,
  { runs, timeZone }: { runs: Runs; timeZone: string },
  texts: Texts,
): Promise<Picture> {
  refuseUnknown(Object.keys(options), Object.keys(plotOptions));
  const what = checkOption('what', plotOptions.what, options.what ?? 'curves') as Plot;
  const run = chosen(options.run, runs);
  switch (what) {
    case 'curves':
      return curvePicture(run, runs, texts);
    case 'emotions':
      return labelPicture(run, runs, texts);
    case 'confusion':
      return confusionPicture(run, runs, texts);
    case 'progress':
      return progressPicture(rank(runs.store.list(), { dataHash: run.data.hash }), timeZone, texts);
  }
}

function chosen(typed: RawOptions[string] | undefined, runs: Runs): DoneRun {
  if (typed === undefined) {
    const [best] = rankLatest(runs.store.list());
    if (best) return best;
    throw new UserError('results.none', say('runErrors.results'));
  }
  const run = runs.require(String(checkOption('run', plotOptions.run, typed)));
  if (isDone(run)) return run;
  refuseImported(run);
  const state = say(`words.state.${run.state}`);
  throw new UserError('plot.running', say('pictures.running', { run: run.id, state }));
}
