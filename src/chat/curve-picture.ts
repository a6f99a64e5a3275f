import { type DevLook, devLooks } from '../runs/dev-looks.js';
import type { DoneRun } from '../runs/leaderboard.js';
import { hasParts, judgedOn } from '../runs/parts.js';
import { partsLine } from '../runs/parts-line.js';
import { readEvents } from '../runs/read-events.js';
import type { Runs } from '../runs/runs.js';
import type { WorkerEvent } from '../runs/worker-event.js';
import { say, type Texts } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import { charts } from './chart-thread.js';
import type { Picture } from './sweep-picture.js';
import { rate, score } from './views/format.js';

/**
 * Losses and dev micro-F1 by epoch; of a run of several parts, the micro-F1 of each and their mean.
 * @throws UserError `plot.epochs` where its events are not on the disk any more
 */
export async function curvePicture(run: DoneRun, runs: Pick<Runs, 'folder'>, texts: Texts): Promise<Picture> {
  const { events } = await readEvents(runs.folder(run.id).events, { skipSteps: true });
  const looks = devLooks(events);
  if (looks.length === 0) throw new UserError('plot.epochs', say('pictures.epochs', { run: run.id }));
  const { loss, model, lr } = run.spec;
  const title = texts.t('charts.curve.title', { run: run.id, loss, model, lr: rate(lr) });
  const drawn = hasParts(run.spec)
    ? await ofParts(title, run, events, texts)
    : await ofOne(title, run, { events, looks }, texts);
  return { name: `run-${run.id}-curve.png`, ...drawn };
}

type Drawn = Omit<Picture, 'name'>;

async function ofOne(
  title: string,
  { id, result }: DoneRun,
  { events, looks }: { events: readonly WorkerEvent[]; looks: readonly DevLook[] },
  texts: Texts,
): Promise<Drawn> {
  return {
    attachment: await charts.learningCurve(title, events, texts),
    description: texts.t('charts.curve.alt', {
      ...{ run: id, score: score(result.dev.micro_f1), epoch: result.best_epoch },
      epochs: Math.ceil(looks.at(-1)?.at ?? 0),
    }),
  };
}

async function ofParts(
  title: string,
  { id, spec, result }: DoneRun,
  events: readonly WorkerEvent[],
  texts: Texts,
): Promise<Drawn> {
  const judged = judgedOn(spec);
  const epochs = events.filter((event) => event.type === 'epoch');
  return {
    attachment: await charts.partsCurve(title, epochs, judged, texts),
    description: texts.t('charts.curve.parts_alt', {
      run: id,
      judged,
      parts: partsLine(spec, result, texts),
    }),
  };
}
