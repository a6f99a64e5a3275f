import type { Difference } from '../../runs/compare/difference.js';
import type { Texts } from '../../texts/texts.js';
import { BLUE, GRID, AMBER } from './dark-theme.js';
import { axisTitle, drawChart, legendOf, ticksOf, titleOf } from './draw-chart.js';

/**
 * F1 of each label, two runs side by side. A label whose difference is more than chance carries an asterisk.
 * @param names what the two runs are called
 */
export function comparedLabels(
  perLabel: Readonly<Record<string, Pick<Difference, 'first' | 'second' | 'distinguishable'>>>,
  names: { first: string; second: string },
  { t }: Texts,
): Promise<Buffer> {
  const rows = Object.entries(perLabel);
  const bars = (label: string, colour: string, data: number[]) => ({ label, data, backgroundColor: colour });
  return drawChart({
    type: 'bar',
    data: {
      labels: rows.map(([label, { distinguishable }]) => (distinguishable ? `${label} *` : label)),
      datasets: [
        bars(
          names.first,
          BLUE,
          rows.map(([, { first }]) => first),
        ),
        bars(
          names.second,
          AMBER,
          rows.map(([, { second }]) => second),
        ),
      ],
    },
    options: {
      plugins: { title: titleOf(t('charts.compared.labels')), legend: legendOf() },
      scales: {
        x: { ticks: { ...ticksOf(), maxRotation: 30 }, grid: { display: false } },
        y: { title: axisTitle('F1'), ticks: ticksOf(), grid: { color: GRID }, beginAtZero: true },
      },
    },
  });
}
