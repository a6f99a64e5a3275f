import type { WorkerEvent } from '../../runs/worker-event.js';
import type { Texts } from '../../texts/texts.js';
import { GRID } from './dark-theme.js';
import { axisTitle, drawChart, legendOf, ticksOf, titleOf } from './draw-chart.js';

type Epoch = Extract<WorkerEvent, { type: 'epoch' }>;

/** The axis spans at least this much micro-F1, so that noise does not look like a climb. */
const LEAST_F1_SPAN = 0.05;

function f1Range(epochs: readonly Epoch[]): { suggestedMin: number; suggestedMax: number } {
  const scores = epochs.map(({ micro_f1 }) => micro_f1);
  const middle = (Math.min(...scores) + Math.max(...scores)) / 2;
  return { suggestedMin: middle - LEAST_F1_SPAN / 2, suggestedMax: middle + LEAST_F1_SPAN / 2 };
}

/** Train and dev loss (left axis) and dev micro-F1 (right axis) by epoch, as a PNG of 960 x 480 pixels. */
export function learningCurve(title: string, epochs: readonly Epoch[], { t }: Texts): Promise<Buffer> {
  const line = (label: string, colour: string, data: number[], yAxisID: 'loss' | 'f1', dashed = false) => ({
    label,
    data,
    yAxisID,
    borderColor: colour,
    backgroundColor: colour,
    borderWidth: 4,
    pointRadius: epochs.length > 20 ? 0 : 5,
    ...(dashed ? { borderDash: [10, 8] } : {}),
  });
  const axis = (text: string, position: 'left' | 'right') => ({
    position,
    title: axisTitle(text),
    ticks: ticksOf(),
    grid: position === 'left' ? { color: GRID } : { drawOnChartArea: false },
  });
  return drawChart({
    type: 'line',
    data: {
      labels: epochs.map(({ epoch }) => epoch),
      datasets: [
        line(
          t('charts.micro'),
          '#4ade80',
          epochs.map(({ micro_f1 }) => micro_f1),
          'f1',
        ),
        line(
          t('charts.train_loss'),
          '#60a5fa',
          epochs.map(({ train_loss }) => train_loss),
          'loss',
          true,
        ),
        line(
          t('charts.dev_loss'),
          '#fbbf24',
          epochs.map(({ dev_loss }) => dev_loss),
          'loss',
          true,
        ),
      ],
    },
    options: {
      plugins: { title: titleOf(title), legend: legendOf() },
      scales: {
        x: {
          title: axisTitle(t('charts.epoch')),
          ticks: { ...ticksOf(), maxRotation: 0, autoSkipPadding: 16 },
          grid: { color: GRID },
        },
        loss: axis(t('charts.loss'), 'left'),
        f1: { ...axis(t('charts.micro'), 'right'), ...f1Range(epochs) },
      },
    },
  });
}
