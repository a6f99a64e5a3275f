import type { Importance } from '../../runs/importance/find-importance.js';
import type { Texts } from '../../texts/texts.js';
import { GRID } from './dark-theme.js';
import { dashedLine } from './dashed-line.js';
import { axisTitle, drawChart, legendOf, ticksOf, titleOf } from './draw-chart.js';

const MATTERS = '#4ade80';
const CHANCE = '#6b7280';
const MOST_BARS = 12;
const BAR = 44;

/** A bar an option, the most important on top; a dashed line where chance ends. */
export function importanceBars({ options, chance, runs }: Importance, { t }: Texts): Promise<Buffer> {
  const shown = options.slice(0, MOST_BARS);
  const line = Math.max(0, chance);
  return drawChart(
    {
      type: 'bar',
      data: {
        labels: shown.map(({ names }) =>
          names.length > 2 ? `${names.slice(0, 2).join(' + ')} + …` : names.join(' + '),
        ),
        datasets: [
          {
            label: t('charts.importance.matters'),
            data: shown.map(({ importance, matters }) => (matters ? importance : null)),
            backgroundColor: MATTERS,
            grouped: false,
          },
          {
            label: t('charts.importance.chance'),
            data: shown.map(({ importance, matters }) => (matters ? null : importance)),
            backgroundColor: CHANCE,
            grouped: false,
          },
        ],
      },
      options: {
        indexAxis: 'y',
        plugins: { title: titleOf(t('charts.importance.title', { runs })), legend: legendOf() },
        scales: {
          x: {
            title: axisTitle(t('charts.importance.axis')),
            ticks: ticksOf(),
            grid: { color: GRID },
            beginAtZero: true,
            suggestedMax: line * 1.2,
          },
          y: { ticks: ticksOf(20), grid: { display: false } },
        },
      },
    },
    {
      height: 230 + BAR * Math.max(3, shown.length),
      over: (context, { chartArea: { top, bottom }, scales }) => {
        const x = scales.x?.getPixelForValue(line) ?? 0;
        dashedLine(context, x, { top, bottom });
      },
    },
  );
}
