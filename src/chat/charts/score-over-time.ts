import { wallTime } from '../../runs/zoned-time.js';
import { GRID } from './dark-theme.js';
import { axisTitle, drawChart, legendOf, ticksOf, titleOf } from './draw-chart.js';

/** A finished run: when it ended (ms), and its dev micro-F1. */
export type ScorePoint = { at: number; score: number };

const DAY_MS = 24 * 3_600_000;
const LEAST_SPAN = 0.02;

/** Each run's score as a dot, and the best so far as a line of steps; a PNG of 960 x 480 pixels. */
export function scoreOverTime(
  texts: { title: string; best: string; runs: string; axis: string },
  points: readonly ScorePoint[],
  { until, timezone }: { until: number; timezone: string },
): Promise<Buffer> {
  const sorted = [...points].sort((a, b) => a.at - b.at);
  const steps: { x: number; y: number }[] = [];
  let best = 0;
  for (const { at, score } of sorted) {
    best = Math.max(best, score);
    steps.push({ x: at, y: best });
  }
  if (steps.length > 0) steps.push({ x: until, y: best });
  const scores = sorted.map(({ score }) => score);
  const middle = (Math.min(...scores) + Math.max(...scores)) / 2;
  const from = Math.min(sorted[0]?.at ?? until, until - DAY_MS);
  return drawChart({
    type: 'line',
    data: {
      datasets: [
        {
          label: texts.best,
          data: steps,
          ...{ borderColor: '#4ade80', backgroundColor: '#4ade80', borderWidth: 4, pointRadius: 0 },
          stepped: 'before',
        },
        {
          label: texts.runs,
          data: sorted.map(({ at, score }) => ({ x: at, y: score })),
          ...{ borderColor: '#60a5fa', backgroundColor: '#60a5fa', pointRadius: 5, showLine: false },
        },
      ],
    },
    options: {
      plugins: { title: titleOf(texts.title), legend: legendOf() },
      scales: {
        x: {
          type: 'linear',
          min: from,
          max: until,
          ticks: {
            ...{ ...ticksOf(), maxRotation: 0, autoSkipPadding: 24 },
            callback: (value) => dateText(Number(value), timezone),
          },
          afterBuildTicks: (axis) => {
            axis.ticks = daysBetween(from, until).map((value) => ({ value }));
          },
          grid: { color: GRID },
        },
        y: {
          title: axisTitle(texts.axis),
          ...{ suggestedMin: middle - LEAST_SPAN / 2, suggestedMax: middle + LEAST_SPAN / 2 },
          ticks: ticksOf(),
          grid: { color: GRID },
        },
      },
    },
  });
}

/** `11/24`: both languages of the channel read it. */
function dateText(ms: number, timezone: string): string {
  const { month, day } = wallTime(new Date(ms), timezone);
  return `${month}/${day}`;
}

/** A tick a day, or every few days, such that there are at most ten. */
function daysBetween(from: number, until: number): number[] {
  const step = Math.max(1, Math.ceil((until - from) / DAY_MS / 10)) * DAY_MS;
  const ticks: number[] = [];
  for (let at = until; at >= from; at -= step) ticks.unshift(at);
  return ticks;
}
