import { createCanvas } from '@napi-rs/canvas';
import { BarController, BarElement, CategoryScale, Chart, Legend, LinearScale, Title } from 'chart.js';
import type { DataReport } from '../../task/describe-data.js';
import { AMBER, BACKGROUND, BLUE, FONT, GRID, INK, registerFont } from './dark-theme.js';

/** Twice the size at which a phone shows it; each label takes a row. */
const WIDTH = 960;
const ROW = 76;
const FRAME = 170;

/** Share of each label in train and dev, two bars a label, as a PNG 960 pixels wide. */
export async function labelShares(
  title: string,
  { labels, train, dev }: Pick<DataReport, 'labels' | 'train' | 'dev'>,
): Promise<Buffer> {
  registerFont();
  Chart.register(BarController, BarElement, CategoryScale, Legend, LinearScale, Title);
  const height = FRAME + ROW * labels.length;
  const canvas = createCanvas(WIDTH, height);
  const bars = (label: string, colour: string, { answers, examples }: DataReport['train']) => ({
    label: `${label} (${examples.toLocaleString('en')})`,
    data: answers.per_label.map((count) => 100 * (count / examples)),
    backgroundColor: colour,
    barPercentage: 0.9,
    categoryPercentage: 0.8,
  });
  const chart = new Chart(canvas, {
    type: 'bar',
    data: { labels, datasets: [bars('train', BLUE, train), bars('dev', AMBER, dev)] },
    options: {
      indexAxis: 'y',
      animation: false,
      responsive: false,
      layout: { padding: { top: 16, bottom: 16, left: 16, right: 88 } },
      font: { family: FONT },
      plugins: {
        title: { display: true, text: title, color: INK, font: { family: FONT, size: 28, weight: 'normal' } },
        legend: { labels: { color: INK, font: { family: FONT, size: 24 }, boxWidth: 24, padding: 24 } },
      },
      scales: {
        x: {
          beginAtZero: true,
          ticks: {
            color: INK,
            font: { family: FONT, size: 22 },
            callback: (value) => `${value} %`,
            maxTicksLimit: 6,
          },
          grid: { color: GRID },
        },
        y: { ticks: { color: INK, font: { family: FONT, size: 26 } }, grid: { display: false } },
      },
    },
    plugins: [
      {
        id: 'background',
        beforeDraw: () => {
          const context = canvas.getContext('2d');
          context.fillStyle = BACKGROUND;
          context.fillRect(0, 0, WIDTH, height);
        },
      },
      {
        id: 'numbers',
        afterDatasetsDraw: (drawn) => {
          const context = canvas.getContext('2d');
          context.fillStyle = INK;
          context.font = `22px ${FONT}`;
          context.textBaseline = 'middle';
          for (const [index, { data }] of drawn.data.datasets.entries())
            for (const [at, bar] of drawn.getDatasetMeta(index).data.entries())
              context.fillText(`${Number(data[at]).toFixed(1)} %`, bar.x + 8, bar.y + 1);
        },
      },
    ],
  });
  try {
    return await canvas.encode('png');
  } finally {
    chart.destroy();
  }
}
