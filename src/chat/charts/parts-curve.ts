import { type Epoch, epochsByPart, meanEpochs } from '../../runs/mean-epochs.js';
import type { Texts } from '../../texts/texts.js';
import { GRID } from './dark-theme.js';
import { axisTitle, drawChart, legendOf, ticksOf, titleOf } from './draw-chart.js';

/** The axis spans at least this much micro-F1, so that noise does not look like a climb. */
const LEAST_SPAN = 0.05;
const GREEN = '#4ade80';
const PALE = '#4ade8099';

/**
 * Micro-F1 by epoch of a run of several parts, as a PNG of 960 x 480 pixels: a thin line for each part and a thick one
 * for their mean, which ends where the first part does.
 * @param judged on what the scores are: dev, or with folds what each part held out
 */
export function partsCurve(
  title: string,
  epochs: readonly Epoch[],
  judged: 'dev' | 'held-out',
  { t }: Texts,
): Promise<Buffer> {
  const parts = epochsByPart(epochs);
  const last = Math.max(...epochs.map(({ epoch }) => epoch));
  const scores = epochs.map(({ micro_f1 }) => micro_f1);
  const middle = (Math.min(...scores) + Math.max(...scores)) / 2;
  const pointRadius = last > 20 ? 0 : 4;
  const mean = {
    ...{
      label: t('charts.parts.mean', { parts: parts.length }),
      data: meanEpochs(epochs).map(({ micro_f1 }) => micro_f1),
    },
    ...{ borderColor: GREEN, backgroundColor: GREEN, borderWidth: 5, pointRadius },
  };
  const thin = parts.map((part, at) => ({
    // One entry of the legend stands for all of them.
    ...{ label: at === 0 ? t('charts.parts.each') : '', data: part.map(({ micro_f1 }) => micro_f1) },
    ...{ borderColor: PALE, backgroundColor: PALE, borderWidth: 2, pointRadius: last === 1 ? 4 : 0 },
  }));
  return drawChart({
    type: 'line',
    data: { labels: Array.from({ length: last }, (_, at) => at + 1), datasets: [mean, ...thin] },
    options: {
      plugins: {
        title: titleOf(title),
        legend: { labels: { ...legendOf().labels, filter: ({ text }) => text !== '' } },
      },
      scales: {
        x: {
          title: axisTitle(t('charts.epoch')),
          ticks: { ...ticksOf(), maxRotation: 0, autoSkipPadding: 16 },
          grid: { color: GRID },
        },
        y: {
          title: axisTitle(judged === 'dev' ? t('charts.micro') : t('charts.parts.held_out')),
          ticks: ticksOf(),
          grid: { color: GRID },
          suggestedMin: middle - LEAST_SPAN / 2,
          suggestedMax: middle + LEAST_SPAN / 2,
        },
      },
    },
  });
}
