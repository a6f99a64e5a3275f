import type { Texts } from '../../texts/texts.js';
import { BLUE, FONT, GRID, INK } from './dark-theme.js';
import { dashedLine } from './dashed-line.js';
import { axisTitle, drawChart, ticksOf, titleOf } from './draw-chart.js';

/** A label with its F1 on dev and how many examples have it. */
export type LabelBar = { name: string; f1: number; support: number };

/** Each label takes a row. */
const ROW = 48;
const FRAME = 170;

/** F1 of each label with its support, and a dashed line at micro-F1; a PNG 960 pixels wide. */
export function labelBars(
  title: string,
  rows: readonly LabelBar[],
  microF1: number,
  { t }: Texts,
): Promise<Buffer> {
  return drawChart(
    {
      type: 'bar',
      data: {
        labels: rows.map(({ name }) => name),
        datasets: [
          {
            data: rows.map(({ f1 }) => f1),
            backgroundColor: BLUE,
            barPercentage: 0.9,
            categoryPercentage: 0.8,
          },
        ],
      },
      options: {
        indexAxis: 'y',
        layout: { padding: { top: 16, bottom: 16, left: 16, right: 150 } },
        plugins: { title: titleOf(title), legend: { display: false } },
        scales: {
          x: {
            title: axisTitle(t('pictures.f1Axis', { micro: microF1.toFixed(4) })),
            ticks: { ...ticksOf(), maxTicksLimit: 6 },
            grid: { color: GRID },
            min: 0,
            suggestedMax: 1,
          },
          y: { ticks: ticksOf(24), grid: { display: false } },
        },
      },
    },
    {
      height: FRAME + ROW * rows.length,
      over: (context, { chartArea: { top, bottom, right }, scales: { x, y } }) => {
        context.fillStyle = INK;
        context.font = `20px ${FONT}`;
        context.textBaseline = 'middle';
        for (const [at, { f1, support }] of rows.entries())
          context.fillText(`${f1.toFixed(3)} (${support})`, right + 14, y?.getPixelForValue(at) ?? 0, 130);
        const line = x?.getPixelForValue(microF1) ?? 0;
        dashedLine(context, line, { top, bottom });
      },
    },
  );
}
