import { AMBER, BLUE, GRID, INK } from './dark-theme.js';
import { axisTitle, drawChart, ticksOf, titleOf } from './draw-chart.js';

const BAR = 44;
const NONE = '#6b7280';

/**
 * A bar a member: by how much dev micro-F1 falls without it, in points; amber where it rises.
 * @param names of the members
 * @param losses of micro-F1, as shares
 */
export function leaveOneOut(
  title: string,
  axis: string,
  names: readonly string[],
  losses: readonly number[],
): Promise<Buffer> {
  const points = losses.map((loss) => 100 * loss);
  return drawChart(
    {
      type: 'bar',
      data: {
        labels: [...names],
        datasets: [
          {
            data: points,
            backgroundColor: points.map((value) => (value > 0 ? BLUE : value < 0 ? AMBER : NONE)),
            minBarLength: 4,
          },
        ],
      },
      options: {
        indexAxis: 'y',
        layout: { padding: { left: 16, right: 40, top: 16, bottom: 16 } },
        plugins: { title: titleOf(title), legend: { display: false } },
        scales: {
          x: {
            title: axisTitle(axis),
            ticks: ticksOf(),
            grid: { color: ({ tick }: { tick: { value: number } }) => (tick.value === 0 ? INK : GRID) },
            suggestedMin: Math.min(0, ...points) * 1.1,
            suggestedMax: Math.max(0.05, ...points) * 1.1,
          },
          y: { ticks: { ...ticksOf(20), autoSkip: false }, grid: { display: false } },
        },
      },
    },
    { height: 170 + BAR * Math.max(3, names.length) },
  );
}
