import { type DevLook, devLooks } from '../../runs/dev-looks.js';
import type { WorkerEvent } from '../../runs/worker-event.js';
import type { Texts } from '../../texts/texts.js';
import { AMBER, BLUE, GRID } from './dark-theme.js';
import { axisTitle, drawChart, legendOf, ticksOf, titleOf } from './draw-chart.js';

/** The axis spans at least this much micro-F1, so that noise does not look like a climb. */
const LEAST_F1_SPAN = 0.05;
/** More points than this on a line hide it. */
const MOST_DOTS = 20;
const GREEN = '#4ade80';

function f1Range(looks: readonly DevLook[]): { suggestedMin: number; suggestedMax: number } {
  const scores = looks.map(({ micro_f1 }) => micro_f1);
  const middle = (Math.min(...scores) + Math.max(...scores)) / 2;
  return { suggestedMin: middle - LEAST_F1_SPAN / 2, suggestedMax: middle + LEAST_F1_SPAN / 2 };
}

/** From the first look's epoch to the last one's, in whole epochs; half of one beside where there is only one. */
function epochRange(looks: readonly DevLook[]): { min: number; max: number } {
  const min = Math.floor(looks[0]?.at ?? 0);
  const max = Math.ceil(looks.at(-1)?.at ?? 1);
  return min < max ? { min, max } : { min: min - 0.5, max: max + 0.5 };
}

/**
 * Train and dev loss (left axis) and dev micro-F1 (right axis) by epoch, as a PNG of 960 x 480 pixels. Looks at the dev
 * set within an epoch (`eval_steps`) are small points between the epochs' ends.
 * @param events of one run, with at least one look at the dev set; steps are not needed
 */
export function learningCurve(title: string, events: readonly WorkerEvent[], { t }: Texts): Promise<Buffer> {
  const looks = devLooks(events);
  const epochs = events.filter((event) => event.type === 'epoch');
  const dot = looks.length > MOST_DOTS ? 0 : 5;
  const line = (
    label: string,
    colour: string,
    data: { x: number; y: number }[],
    { yAxisID, dashed, pointRadius }: { yAxisID: 'loss' | 'f1'; dashed: boolean; pointRadius: number[] },
  ) => ({
    label,
    data,
    yAxisID,
    borderColor: colour,
    backgroundColor: colour,
    borderWidth: 4,
    pointRadius,
    ...(dashed ? { borderDash: [10, 8] } : {}),
  });
  const axis = (text: string, position: 'left' | 'right') => ({
    position,
    title: axisTitle(text),
    ticks: ticksOf(),
    grid: position === 'left' ? { color: GRID } : { drawOnChartArea: false },
  });
  const dots = looks.map(({ ends }) => (ends ? dot : Math.min(dot, 3)));
  const devLoss = looks.map(({ at, dev_loss }) => ({ x: at, y: dev_loss }));
  const devF1 = looks.map(({ at, micro_f1 }) => ({ x: at, y: micro_f1 }));
  const trainLoss = epochs.map(({ epoch, train_loss }) => ({ x: epoch, y: train_loss }));
  const trainDots = epochs.map(() => (epochs.length > MOST_DOTS ? 0 : 5));
  return drawChart({
    type: 'line',
    data: {
      datasets: [
        line(t('charts.micro'), GREEN, devF1, { yAxisID: 'f1', dashed: false, pointRadius: dots }),
        line(t('charts.train_loss'), BLUE, trainLoss, {
          yAxisID: 'loss',
          dashed: true,
          pointRadius: trainDots,
        }),
        line(t('charts.dev_loss'), AMBER, devLoss, { yAxisID: 'loss', dashed: true, pointRadius: dots }),
      ],
    },
    options: {
      plugins: { title: titleOf(title), legend: legendOf() },
      scales: {
        x: {
          type: 'linear',
          ...epochRange(looks),
          title: axisTitle(t('charts.epoch')),
          ticks: { ...ticksOf(), precision: 0, maxRotation: 0, autoSkipPadding: 16 },
          // Ticks at the range's ends only where they are whole.
          afterBuildTicks: (scale) => {
            scale.ticks = scale.ticks.filter(({ value }) => Number.isInteger(value));
          },
          grid: { color: GRID },
        },
        loss: axis(t('charts.loss'), 'left'),
        f1: { ...axis(t('charts.micro'), 'right'), ...f1Range(looks) },
      },
    },
  });
}
