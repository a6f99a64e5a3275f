import type { Adjustment } from '../runs/adjustment.js';
import { judgedOn, type Part } from '../runs/parts.js';
import type { ResumeState } from '../runs/resume-state.js';
import type { RunFile, RunFolder } from '../runs/run-folder.js';
import type { Engine } from '../tensorflow/engine.js';
import { announce, beginAnew, downloadEvents, noteChanges, tellOrigin } from './announce.js';
import { pinCommit, withPinnedCommit } from './checkpoint/pin-commit.js';
import { restoreState, stateFits } from './checkpoint/run-state.js';
import { createModel } from './create-model.js';
import { createTrainer } from './create-trainer.js';
import { stepsPerEpoch } from './epoch-steps.js';
import type { Events } from './event-log.js';
import { type Finished, finishPart, withLastGood } from './finish-part.js';
import { holdOut } from './hold-out.js';
import { ProgressKeeper } from './keep-progress.js';
import { rateFactors } from './layer-decay.js';
import { lossOf } from './losses/loss-of.js';
import { predict } from './predict.js';
import type { SharedTexts } from './shared-texts.js';
import { atTheBeginning } from './standing.js';
import { TrainingLoop } from './training-loop.js';

export type PartOptions = {
  run: RunFile;
  /** The part's own, or the run's where it is the only one. */
  folder: RunFolder;
  engine: Engine;
  events: Events;
  texts: SharedTexts;
  /** Awaited between steps; what it throws ends the training. */
  pause: () => Promise<void>;
  signal: AbortSignal;
  /** Undefined in an ordinary run. */
  part?: Part | undefined;
  /** [train examples]: the fold that holds each out, from 1; undefined without folds. */
  foldOf?: readonly number[] | undefined;
  /** How many parts follow. */
  partsAfter?: number;
  /** Whether nothing was trained in this attempt yet: then it is told where the weights come from, and what was adjusted. */
  isFirst?: boolean;
  /** Where an interrupted attempt left it. */
  saved?: ResumeState | undefined;
  adjusted: Adjustment | null;
  /** When the part began (performance.now), and how many seconds of the run lay before. */
  clock: { began: number; before: number };
};

export type TrainedPart = Finished & {
  /** Of the run, up to here. */
  seconds: number;
};

/**
 * Multiples that batches' lengths are rounded up to on a GPU: tensor cores take matrices in eights (transformers'
 * `pad_to_multiple_of`), and fewer shapes are met. On two CPU cores it was no gain: a tenth more tokens, each 2-5 %
 * cheaper.
 */
const GPU_LENGTHS = 8;

/**
 * One training, from its beginning or from where it was interrupted, to its scores and metrics. Its best weights by
 * micro-F1 (at 0.5) on the dev examples, or with folds on those that it holds out, are its result; with `keep:last` the
 * last.
 */
export async function trainPart(options: PartOptions): Promise<TrainedPart> {
  const { folder, engine, events, texts, pause, signal, part, foldOf, saved, adjusted, clock } = options;
  const { isFirst = true, partsAfter = 0 } = options;
  const pinned = await withPinnedCommit(options.run, folder);
  const run: RunFile = part ? { ...pinned, spec: { ...pinned.spec, seed: part.seed } } : pinned;
  const { model, origin } = await createModel(engine.tf, run, { onDownload: downloadEvents(events), signal });
  if (origin?.pin) await pinCommit(folder, origin.pin);
  const tellAgain = () => origin && isFirst && tellOrigin(origin, events);
  tellAgain();
  const whole = { data: texts.data, encoded: await texts.encodedFor(model, pause) };
  const fold = part?.fold ?? null;
  const { data, encoded } = foldOf && fold !== null ? holdOut(whole, foldOf, fold) : whole;
  const heldOut = fold === null ? undefined : data.dev;
  const { decay, grad_clip: gradClip, layer_decay } = run.spec;
  const loss = lossOf(
    engine.tf,
    run.spec,
    data.train.map(({ labels }) => labels),
  );
  const parameters = model.variables.reduce((sum, { variable }) => sum + variable.size, 0);
  const resumed = saved && (await stateFits(folder, saved, model)) ? saved : undefined;
  if (saved && !resumed) await beginAnew(folder, events, tellAgain);
  const trainer = createTrainer({
    ...{ engine, model, loss, precision: run.spec.precision },
    optimizer: { decay, gradClip, factors: rateFactors(model.variables, layer_decay) },
    accumulates: run.spec.accumulate > 1 || (adjusted !== null && adjusted.batch < run.spec.batch),
    reduction: run.spec.reduction,
  });
  const earlier = resumed?.seconds ?? clock.before;
  const elapsed = () => earlier + (performance.now() - clock.began) / 1000;
  const standing = resumed?.standing ?? atTheBeginning();
  const examples = { train: data.train, dev: texts.data.dev, test: data.test, heldOut };
  announce({ run, engine, events }, { examples, parameters, trainer, resumed, isFirst });
  noteChanges(events, { run, adjusted: isFirst ? adjusted : null, resumed });
  const keeper = new ProgressKeeper({
    ...{ run, folder, events, model, trainer, elapsed, parameters, part: part?.part },
  });
  if (resumed) await keeper.relink(standing, await restoreState(folder, resumed, trainer));
  const loop = new TrainingLoop({
    ...{ run, events, keeper, pause, model, loss, trainer, data, encoded, standing, elapsed },
    roundTo: engine.device === 'cpu' ? 1 : GPU_LENGTHS,
    judgedOn: judgedOn({ folds: fold === null ? 0 : 1 }),
    stepsAfter: partsAfter * run.spec.epochs * stepsPerEpoch(data.train.length, run.spec),
    ...(adjusted && { batch: adjusted.batch }),
  });
  const finish = () =>
    finishPart({
      ...{ run, folder, data: texts.data, heldOut, standing, trainer },
      predictTexts: (of) => predict(trainer, model.padId, whole.encoded[of], pause, adjusted?.batch),
    });
  await loop.run().catch(async (error: unknown) => {
    throw await withLastGood(error, finish);
  });
  const finished = await finish();
  // The next part's weights need the room.
  if (partsAfter > 0) trainer.dispose();
  return { ...finished, seconds: Math.round(elapsed() * 1000) / 1000 };
}
