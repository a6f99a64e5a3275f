import type { Run } from '../runs/run.js';
import type { Sweep } from '../runs/sweep/sweep.js';
import { isPruned, type SweepSummary, valuesText } from '../runs/sweep/sweep-summary.js';
import { charts } from './chart-thread.js';
import type { SweepPoint } from './charts/sweep-chart.js';
import { score } from './views/format.js';

export type Picture = { attachment: Buffer; name: string; description: string };

/** Parameters against score, with a text for those who do not see it; undefined before a run has ended. */
export async function sweepPicture(
  sweep: Sweep,
  { best }: SweepSummary,
  members: readonly Run[],
): Promise<Picture | undefined> {
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
  const pruned = points.some((point) => point.isPruned) ? ' Rings are runs that were stopped early.' : '';
  return {
    attachment: await charts.sweepChart(
      `Sweep ${sweep.id} · ${points.length} ${points.length === 1 ? 'run' : 'runs'}${best ? ` · best ${score(best.result.dev.micro_f1)}, run ${best.id}` : ''}`,
      parameters,
      points,
    ),
    name: `sweep-${sweep.id}.png`,
    description:
      `Dev micro-F1 of ${points.length} runs against ${names}.${pruned}${best ? ` The best, a green star, is run ${best.id}: ${score(best.result.dev.micro_f1)} with ${valuesText(best)}.` : ''}`.slice(
        0,
        1000,
      ),
  };
}
