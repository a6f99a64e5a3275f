import { join } from 'node:path';
import { createCanvas, GlobalFonts, type SKRSContext2D } from '@napi-rs/canvas';
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
import { projectRoot } from '../../config/settings.js';

const FONT = 'Pretendard';
/** Twice the size at which a phone shows it; small enough to load on a train. */
export const WIDTH = 960;
export const HEIGHT = 480;
/** Discord's dark embed background, a text colour that reads on it, and two colours that are told apart on it. */
const BACKGROUND = '#2b2d31';
export const INK = '#dbdee1';
export const GRID = '#40434a';
export const FIRST = '#60a5fa';
export const SECOND = '#fbbf24';

let ready = false;

function prepare(): void {
  if (ready) return;
  GlobalFonts.registerFromPath(join(projectRoot, 'src/chat/fonts/Pretendard-Regular.otf'), FONT);
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

export const titleOf = (text: string) =>
  ({ display: true, text, color: INK, font: { size: 24, weight: 'normal' } }) as const;

export const legendOf = () => ({
  labels: { color: INK, font: { size: 20 }, usePointStyle: true, boxHeight: 9, padding: 24 },
});

export const axisTitle = (text: string) => ({ display: true, text, color: INK, font: { size: 20 } });

export const ticksOf = (size = 18) => ({ color: INK, font: { size } });
