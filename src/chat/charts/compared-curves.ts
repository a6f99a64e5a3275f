import type { WorkerEvent } from '../../runs/worker-event.js';
import type { Texts } from '../../texts/texts.js';
import { BLUE, GRID, AMBER } from './dark-theme.js';
import { axisTitle, drawChart, legendOf, ticksOf, titleOf } from './draw-chart.js';

type Epoch = Pick<Extract<WorkerEvent, { type: 'epoch' }>, 'epoch' | 'micro_f1'>;
export type Curve = {
  name: string;
  epochs: readonly Epoch[];
  /** Whether its scores are on what folds held out, and not on the dev examples. */
  isHeldOut?: boolean;
};

/** The axis spans at least this much micro-F1, so that noise does not look like a difference. */
const LEAST_SPAN = 0.05;

/**
 * Dev micro-F1 of two runs by epoch, one over the other. Losses are left out: those of two loss functions have nothing
 * in common but the name.
 */
export function comparedCurves(first: Curve, second: Curve, { t }: Texts): Promise<Buffer> {
  const scores = [...first.epochs, ...second.epochs].map(({ micro_f1 }) => micro_f1);
  const onDev = !first.isHeldOut && !second.isHeldOut;
  const middle = (Math.min(...scores) + Math.max(...scores)) / 2;
  const last = Math.max(...[...first.epochs, ...second.epochs].map(({ epoch }) => epoch));
  const line = ({ name, epochs }: Curve, colour: string, dashed: boolean) => {
    const byEpoch = new Map(epochs.map(({ epoch, micro_f1 }) => [epoch, micro_f1]));
    return {
      label: name,
      data: Array.from({ length: last }, (_, at) => byEpoch.get(at + 1) ?? null),
      borderColor: colour,
      backgroundColor: colour,
      borderWidth: 4,
      pointRadius: last > 20 ? 0 : 5,
      ...(dashed ? { borderDash: [10, 8] } : {}),
    };
  };
  return drawChart({
    type: 'line',
    data: {
      labels: Array.from({ length: last }, (_, at) => at + 1),
      datasets: [line(first, BLUE, false), line(second, AMBER, true)],
    },
    options: {
      plugins: {
        title: titleOf(t(onDev ? 'charts.compared.curves' : 'charts.compared.curves_micro')),
        legend: legendOf(),
      },
      scales: {
        x: {
          title: axisTitle(t('charts.epoch')),
          ticks: { ...ticksOf(), maxRotation: 0, autoSkipPadding: 16 },
          grid: { color: GRID },
        },
        y: {
          ticks: ticksOf(),
          grid: { color: GRID },
          suggestedMin: middle - LEAST_SPAN / 2,
          suggestedMax: middle + LEAST_SPAN / 2,
        },
      },
    },
  });
}
