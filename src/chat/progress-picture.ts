import type { DoneRun } from '../runs/leaderboard.js';
import type { Texts } from '../texts/texts.js';
import { charts } from './chart-thread.js';
import { cut } from './limits.js';
import type { Picture } from './sweep-picture.js';
import { score } from './views/format.js';

const NAME_MAX = 24;

/**
 * The best dev micro-F1 over time.
 * @param ranked finished runs on one data set, best first, at least one
 */
export async function progressPicture(
  ranked: readonly DoneRun[],
  timeZone: string,
  texts: Texts,
): Promise<Picture> {
  const finished = ranked
    .map((run) => ({
      ...{ id: run.id, loss: run.spec.loss, score: run.result.dev.micro_f1 },
      at: Date.parse(run.finished_at ?? run.created_at),
    }))
    .sort((a, b) => a.at - b.at || Number(a.id) - Number(b.id));
  const [best] = ranked;
  const told = {
    ...{ runs: ranked.length, data: cut(best?.spec.data ?? '', NAME_MAX), run: best?.id ?? '' },
    ...{ first: score(finished[0]?.score ?? 0), best: score(best?.result.dev.micro_f1 ?? 0) },
  };
  return {
    attachment: await charts.scoreProgress(
      texts.t('pictures.progressTitle', told),
      finished,
      { timeZone },
      texts,
    ),
    name: 'progress.png',
    description: texts.t('pictures.progressAlt', told),
  };
}
