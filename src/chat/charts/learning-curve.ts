import { createCanvas } from '@napi-rs/canvas';
import {
  CategoryScale,
  Chart,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Title,
} from 'chart.js';
import type { WorkerEvent } from '../../runs/worker-event.js';
import { BACKGROUND, FONT, GRID, INK, registerFont } from './dark-theme.js';

type Epoch = Extract<WorkerEvent, { type: 'epoch' }>;

/** Twice the size at which a phone shows it; small enough to load on a train. */
const WIDTH = 960;
const HEIGHT = 480;

/** The axis spans at least this much micro-F1, so that noise does not look like a climb. */
const LEAST_F1_SPAN = 0.05;

function f1Range(epochs: readonly Epoch[]): { suggestedMin: number; suggestedMax: number } {
  const scores = epochs.map(({ micro_f1 }) => micro_f1);
  const middle = (Math.min(...scores) + Math.max(...scores)) / 2;
  return { suggestedMin: middle - LEAST_F1_SPAN / 2, suggestedMax: middle + LEAST_F1_SPAN / 2 };
}

let ready = false;

function prepare(): void {
  if (ready) return;
  registerFont();
  Chart.register(CategoryScale, Legend, LinearScale, LineController, LineElement, PointElement, Title);
  Chart.defaults.font.family = FONT;
  ready = true;
}

/** Train and dev loss (left axis) and dev micro-F1 (right axis) by epoch, as a PNG of 960 x 480 pixels. */
export async function learningCurve(title: string, epochs: readonly Epoch[]): Promise<Buffer> {
  prepare();
  const canvas = createCanvas(WIDTH, HEIGHT);
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
    title: { display: true, text, color: INK, font: { size: 20 } },
    ticks: { color: INK, font: { size: 18 } },
    grid: position === 'left' ? { color: GRID } : { drawOnChartArea: false },
  });
  const chart = new Chart(canvas, {
    type: 'line',
    data: {
      labels: epochs.map(({ epoch }) => epoch),
      datasets: [
        line(
          'dev micro-F1',
          '#4ade80',
          epochs.map(({ micro_f1 }) => micro_f1),
          'f1',
        ),
        line(
          'train loss',
          '#60a5fa',
          epochs.map(({ train_loss }) => train_loss),
          'loss',
          true,
        ),
        line(
          'dev loss',
          '#fbbf24',
          epochs.map(({ dev_loss }) => dev_loss),
          'loss',
          true,
        ),
      ],
    },
    options: {
      animation: false,
      responsive: false,
      layout: { padding: 16 },
      plugins: {
        title: { display: true, text: title, color: INK, font: { size: 24, weight: 'normal' } },
        legend: {
          labels: { color: INK, font: { size: 20 }, usePointStyle: true, boxHeight: 9, padding: 24 },
        },
      },
      scales: {
        x: {
          title: { display: true, text: 'epoch', color: INK, font: { size: 20 } },
          ticks: { color: INK, font: { size: 18 }, maxRotation: 0, autoSkipPadding: 16 },
          grid: { color: GRID },
        },
        loss: axis('loss', 'left'),
        f1: { ...axis('dev micro-F1', 'right'), ...f1Range(epochs) },
      },
    },
    plugins: [
      {
        id: 'background',
        beforeDraw: () => {
          const context = canvas.getContext('2d');
          context.fillStyle = BACKGROUND;
          context.fillRect(0, 0, WIDTH, HEIGHT);
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
