import type { LossName } from '../../runs/loss-options.js';
import type { Texts } from '../../texts/texts.js';
import { GRID, INK, LOSS_COLOUR } from './dark-theme.js';
import { drawChart, HEIGHT, legendOf, ticksOf, titleOf } from './draw-chart.js';

/** A finished run: when, its dev micro-F1, its loss. */
export type Finished = { at: number; score: number; loss: LossName };

/** The axis spans at least this much micro-F1, so that noise does not look like a climb. */
const LEAST_SPAN = 0.02;
const DAY = 86_400_000;
const TICKS = 5;
/** It has no place in the legend. */
const BELOW = '';

/**
 * Dev micro-F1 of finished runs over time, coloured by loss, and the best so far as steps. Runs far below the others are
 * drawn as triangles at the lower edge: they would press the others together.
 * @param runs oldest first, at least one
 */
export function scoreProgress(
  title: string,
  runs: readonly Finished[],
  { timeZone }: { timeZone: string },
  { t, language }: Texts,
): Promise<Buffer> {
  const scores = runs.map(({ score }) => score).sort((a, b) => a - b);
  const top = scores.at(-1) ?? 0;
  const median = scores[scores.length >> 1] ?? 0;
  const floor = Math.max(scores[0] ?? 0, Math.min(top - LEAST_SPAN, top - 6 * (top - median)));
  const losses = [...new Set(runs.map(({ loss }) => loss))];
  const [first = 0, last = 0] = [runs[0]?.at, runs.at(-1)?.at];
  let best = -Infinity;
  const steps = runs.map(({ at, score }) => ({ x: at, y: (best = Math.max(best, score)) }));
  const written = new Intl.DateTimeFormat(
    language,
    last - first > TICKS * DAY
      ? { timeZone, month: 'numeric', day: 'numeric' }
      : { timeZone, month: 'numeric', day: 'numeric', hour: 'numeric', minute: '2-digit', hourCycle: 'h23' },
  );
  return drawChart(
    {
      type: 'line',
      data: {
        datasets: [
          ...losses.flatMap((loss) => {
            const own = runs.filter((run) => run.loss === loss);
            const dots = {
              ...{ backgroundColor: LOSS_COLOUR[loss], borderColor: LOSS_COLOUR[loss], borderWidth: 3 },
              ...{ showLine: false, clip: false as const, pointRadius: 8 },
            };
            const below = own.filter(({ score }) => score < floor).map(({ at }) => ({ x: at, y: floor }));
            const others = own
              .filter(({ score }) => score >= floor)
              .map(({ at, score }) => ({ x: at, y: score }));
            return [
              { ...dots, label: loss, data: others, pointStyle: 'circle' },
              { ...dots, label: BELOW, data: below, pointStyle: 'triangle', pointRotation: 180 },
            ];
          }),
          {
            label: t('pictures.bestSoFar'),
            data: steps.filter((step) => step.y >= floor),
            ...{ stepped: 'before' as const, borderColor: INK, backgroundColor: INK, borderWidth: 3 },
            ...{ pointRadius: 0, pointStyle: 'line' },
          },
        ],
      },
      options: {
        layout: { padding: { top: 16, bottom: 16, left: 16, right: 32 } },
        plugins: {
          title: titleOf(title),
          legend: { labels: { ...legendOf().labels, filter: ({ text }) => text !== BELOW } },
        },
        scales: {
          x: {
            type: 'linear',
            ...(last > first ? { min: first, max: last } : { min: first - 1000, max: first + 1000 }),
            afterBuildTicks: (axis) => {
              const step = (last - first) / (TICKS - 1);
              axis.ticks = Array.from({ length: step > 0 ? TICKS : 1 }, (_, n) => ({
                value: first + n * step,
              }));
            },
            ticks: {
              ...{ ...ticksOf(), maxRotation: 0, autoSkip: false, align: 'inner' as const },
              callback: (at) => written.format(Number(at)),
            },
            grid: { color: GRID },
          },
          y: {
            ticks: ticksOf(),
            grid: { color: GRID },
            suggestedMin: floor,
            suggestedMax: Math.max(top, floor + LEAST_SPAN),
          },
        },
      },
    },
    { height: HEIGHT + 40 },
  );
}
