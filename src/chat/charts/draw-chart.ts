import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  type ChartConfiguration,
  type ChartType,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Title,
} from 'chart.js';
import { BACKGROUND, FONT, INK, registerFont } from './dark-theme.js';

/** Twice the size at which a phone shows it; small enough to load on a train. */
export const WIDTH = 960;
export const HEIGHT = 480;
let ready = false;

function prepare(): void {
  if (ready) return;
  registerFont();
  Chart.register(BarController, BarElement, CategoryScale, Legend, LinearScale);
  Chart.register(LineController, LineElement, PointElement, Title);
  Chart.defaults.font.family = FONT;
  Object.assign(Chart.defaults, { animation: false, responsive: false });
  Chart.defaults.layout.padding = 16;
  ready = true;
}

/**
 * A chart as a PNG of 960 pixels width, on the dark background of an embed.
 * @param over draws on top of the data
 */
export async function drawChart<Type extends ChartType>(
  config: ChartConfiguration<Type>,
  {
    height = HEIGHT,
    over,
  }: {
    height?: number;
    over?: (context: SKRSContext2D, chart: Pick<Chart, 'chartArea' | 'scales'>) => void;
  } = {},
): Promise<Buffer> {
  prepare();
  const canvas = createCanvas(WIDTH, height);
  const frame = {
    id: 'frame',
    beforeDraw: () => {
      const context = canvas.getContext('2d');
      context.fillStyle = BACKGROUND;
      context.fillRect(0, 0, WIDTH, height);
    },
    afterDatasetsDraw: (chart: Pick<Chart, 'chartArea' | 'scales'>) => over?.(canvas.getContext('2d'), chart),
  };
  const drawn = new Chart(canvas, { ...config, plugins: [frame] });
  try {
    return await canvas.encode('png');
  } finally {
    drawn.destroy();
  }
}

/** A chart on a canvas that is part of a larger picture; whoever draws it destroys it. */
export function chartOn<Type extends ChartType>(
  canvas: Canvas,
  config: ChartConfiguration<Type>,
): Chart<Type> {
  prepare();
  return new Chart(canvas, config);
}

export const titleOf = (text: string, size = 24) =>
  ({ display: true, text, color: INK, font: { size, weight: 'normal' } }) as const;

export const legendOf = () => ({
  labels: { color: INK, font: { size: 20 }, usePointStyle: true, boxHeight: 9, padding: 24 },
});

export const axisTitle = (text: string) => ({ display: true, text, color: INK, font: { size: 20 } });

export const ticksOf = (size = 18) => ({ color: INK, font: { size } });
