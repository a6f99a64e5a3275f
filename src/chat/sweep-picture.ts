import type { Run } from '../runs/run.js';
import type { Sweep } from '../runs/sweep/sweep.js';
import { isPruned, type SweepSummary, valuesText } from '../runs/sweep/sweep-summary.js';
import type { Texts } from '../texts/texts.js';
import { charts } from './chart-thread.js';
import type { SweepPoint } from './charts/sweep-chart.js';
import { score } from './views/format.js';

export type Picture = { attachment: Buffer; name: string; description: string };

/** Parameters against score, with a text for those who do not see it; undefined before a run has ended. */
export async function sweepPicture(
  sweep: Sweep,
  { best }: SweepSummary,
  members: readonly Run[],
  texts: Texts,
): Promise<Picture | undefined> {
  const { t } = texts;
  const points = members.flatMap((run): SweepPoint[] => {
    const reached = run.result?.dev.micro_f1 ?? (isPruned(run) ? run.sweep?.pruned?.score : undefined);
    const values = run.sweep?.values;
    return reached === undefined || values === undefined
      ? []
      : [{ values, score: reached, isBest: run.id === best?.id, isPruned: isPruned(run) }];
  });
  const { parameters } = sweep.space;
  if (points.length === 0) return undefined;
  const names = parameters.map(({ name }) => name).join(', ');
  const alt = [
    t('charts.sweep.alt', { runs: points.length, names }),
    points.some((point) => point.isPruned) && t('charts.sweep.pruned'),
    best &&
      t('charts.sweep.best_alt', {
        ...{ run: best.id, score: score(best.result.dev.micro_f1), values: valuesText(best) },
      }),
  ];
  const title = t('charts.sweep.title', { sweep: sweep.id, count: points.length });
  return {
    attachment: await charts.sweepChart(
      best
        ? `${title} · ${t('charts.sweep.best', { score: score(best.result.dev.micro_f1), run: best.id })}`
        : title,
      parameters,
      points,
      texts,
    ),
    name: `sweep-${sweep.id}.png`,
    description: alt.filter(Boolean).join(' ').slice(0, 1000),
  };
}
