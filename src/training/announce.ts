import { type Adjustment, adjustmentNote } from '../runs/adjustment.js';
import type { ResumeState } from '../runs/resume-state.js';
import type { RunFile, RunFolder } from '../runs/run-folder.js';
import type { Engine } from '../tensorflow/engine.js';
import { engineNotice } from '../tensorflow/engine-notice.js';
import { toStored, toTold } from '../texts/stored.js';
import { type Said, say, textsIn } from '../texts/texts.js';
import type { Download } from './checkpoint/find-checkpoint.js';
import { removeState } from './checkpoint/run-state.js';
import { stepsPerEpoch } from './epoch-steps.js';
import type { Events } from './event-log.js';
import { tellNote } from './tell-note.js';
import type { RunData } from './read-run.js';
import type { Trainer } from './trainer.js';

type Examples = RunData & {
  /** With folds: what the part does not train on. */
  heldOut: readonly unknown[] | undefined;
};

/**
 * Says what trains, and from where: the first event of a run's steps, or of a part's.
 * @param isFirst whether the process has trained nothing yet; what is said of it as a whole is said once
 */
export function announce(
  { run, engine, events }: { run: RunFile; engine: Engine; events: Events },
  {
    examples: { train, dev, test, heldOut },
    parameters,
    trainer: { kind: step },
    resumed,
    isFirst,
  }: {
    examples: Examples;
    parameters: number;
    trainer: Trainer;
    resumed: ResumeState | undefined;
    isFirst: boolean;
  },
): void {
  const { kind, tensorflow, device, kernels } = engine;
  const slow = engine.slow || step === 'eager';
  const { epochs } = run.spec;
  const time = new Date().toISOString();
  const examples = {
    ...{ train: train.length, dev: dev.length, test: test.length },
    ...(heldOut && { held_out: heldOut.length }),
  };
  const steps = epochs * stepsPerEpoch(train.length, run.spec);
  const told = { kind, tensorflow, device, slow, step };
  if (resumed) {
    const { epoch, step: taken, micro_f1, best } = resumed.standing;
    events.write({
      ...{ type: 'resume', time, engine: told, epoch, step: taken, steps, micro_f1 },
      ...{ best_micro_f1: best?.micro_f1 ?? null, seconds: resumed.seconds },
    });
  } else events.write({ type: 'start', time, engine: told, examples, parameters, epochs, steps });
  console.log(`Run ${run.run}: ${run.spec.model}, ${parameters} parameters, ${examples.train} examples.`);
  console.log(
    `Engine: ${kind} TensorFlow ${tensorflow} on ${device}, ${step} steps${kernels === null ? '' : `, Labmate's own kernels: ${kernels}`}.`,
  );
  const notice = engineNotice({ ...engine, slow });
  if (notice && isFirst) events.write({ type: 'note', time, ...toTold(notice) });
}

/** Says in a note what is not as it was queued: less at once, or a beginning that an earlier attempt made. */
export function noteChanges(
  events: Events,
  { run, adjusted, resumed }: { run: RunFile; adjusted: Adjustment | null; resumed: ResumeState | undefined },
): void {
  const sentences: Said[] = [];
  if (adjusted) sentences.push(adjustmentNote(run.spec, adjusted));
  if (resumed) {
    const { part } = resumed;
    const { epoch, step, sums } = resumed.standing;
    const at =
      sums.examples > 0
        ? say('stored.note.at_step', { step, epoch: epoch + 1 })
        : say('stored.note.at_epoch', { epoch });
    sentences.push(
      part === undefined ? say('stored.note.resumed', { at }) : say('stored.note.resumed_part', { part, at }),
    );
  }
  const [one, other] = sentences;
  if (!one) return;
  tellNote(events, other ? say('stored.note.both', { one, other }) : one);
}

/** What an earlier attempt saved is of no use: neither it nor its steps are kept. */
export async function beginAnew(folder: RunFolder, events: Events, tellAgain: () => void): Promise<void> {
  events.restart();
  tellAgain();
  tellNote(events, say('stored.note.anew'));
  await removeState(folder);
}

export function tellOrigin(
  { from, lines }: { from: string; lines: readonly (Said | string)[] },
  events: Events,
): void {
  const english = lines.map(textsIn('en').say);
  const said = lines.map((line) => (typeof line === 'string' ? null : toStored(line)));
  events.write({ type: 'model', time: new Date().toISOString(), from, lines: english, said });
  for (const line of [`Weights from ${from}.`, ...english]) console.log(line);
}

/** Between two events of a download, in ms. */
const DOWNLOAD_MS = 2000;

/** Where it stands is told at once, then every other second, the last of what came in between included. */
export function downloadEvents(events: Events): (download: Download) => void {
  let latest: Download | undefined;
  let timer: NodeJS.Timeout | undefined;
  const tell = () => {
    timer = undefined;
    if (!latest) return;
    events.write({ type: 'download', time: new Date().toISOString(), ...latest });
    latest = undefined;
    timer = setTimeout(tell, DOWNLOAD_MS).unref();
  };
  return (download) => {
    latest = download;
    if (!timer || download.received === download.size) {
      clearTimeout(timer);
      tell();
    }
  };
}
