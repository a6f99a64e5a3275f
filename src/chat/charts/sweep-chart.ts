import { type Canvas, createCanvas } from '@napi-rs/canvas';
import { Chart, LinearScale, LogarithmicScale, PointElement, ScatterController, Title } from 'chart.js';
import type { RawValue } from '../../runs/check-option.js';
import { numberText } from '../../runs/sweep/number-text.js';
import type { Texts } from '../../texts/texts.js';
import { BACKGROUND, BLUE, FONT, GRID, INK, registerFont } from './dark-theme.js';
import { isLossParameter, type Parameter, type Values } from '../../runs/sweep/space.js';

/** One run of the sweep, with its score and how it ended. */
export type SweepPoint = { values: Values; score: number; isBest: boolean; isPruned: boolean };

/** Twice the size at which a phone shows it. */
const WIDTH = 960;
const TITLE_HEIGHT = 64;
const PANEL_HEIGHT = 340;
const PRUNED = '#9aa0aa';
const BEST = '#4ade80';

let ready = false;

function prepare(): void {
  if (ready) return;
  registerFont();
  Chart.register(LinearScale, LogarithmicScale, PointElement, ScatterController, Title);
  Chart.defaults.font.family = FONT;
  ready = true;
}

/** Each parameter against dev micro-F1, a panel each, two a row; a PNG 960 pixels wide. The best run is a green star. */
export async function sweepChart(
  title: string,
  parameters: readonly Parameter[],
  points: readonly SweepPoint[],
  texts: Texts,
): Promise<Buffer> {
  prepare();
  const columns = parameters.length === 1 ? 1 : 2;
  const rows = Math.ceil(parameters.length / columns);
  const whole = createCanvas(WIDTH, TITLE_HEIGHT + rows * PANEL_HEIGHT);
  const context = whole.getContext('2d');
  context.fillStyle = BACKGROUND;
  context.fillRect(0, 0, whole.width, whole.height);
  context.fillStyle = INK;
  context.font = `24px ${FONT}`;
  context.textAlign = 'center';
  context.fillText(title, WIDTH / 2, 40, WIDTH - 40);
  for (const [at, parameter] of parameters.entries()) {
    const canvas = createCanvas(WIDTH / columns, PANEL_HEIGHT);
    const chart = panel(canvas, parameter, points, texts);
    context.drawImage(
      canvas,
      (at % columns) * canvas.width,
      TITLE_HEIGHT + Math.floor(at / columns) * PANEL_HEIGHT,
    );
    chart.destroy();
  }
  return whole.encode('png');
}

function panel(canvas: Canvas, parameter: Parameter, points: readonly SweepPoint[], { t }: Texts): Chart {
  const own = points.filter(({ values }) => values[parameter.name] !== undefined);
  const dots = (some: readonly SweepPoint[], colour: string, more: object = {}) => ({
    data: some.map((point) => ({ x: placeOf(parameter, point, own.indexOf(point)), y: point.score })),
    ...{ backgroundColor: colour, borderColor: colour, pointRadius: 7, clip: false as const, ...more },
  });
  return new Chart(canvas, {
    type: 'scatter',
    data: {
      // What is drawn first lies on top.
      datasets: [
        dots(
          own.filter(({ isBest }) => isBest),
          BEST,
          { pointStyle: 'star', pointRadius: 15, borderWidth: 4 },
        ),
        dots(
          own.filter(({ isBest, isPruned }) => !isBest && !isPruned),
          BLUE,
        ),
        dots(
          own.filter(({ isPruned }) => isPruned),
          PRUNED,
          { backgroundColor: 'transparent', borderWidth: 3 },
        ),
      ],
    },
    options: {
      animation: false,
      responsive: false,
      layout: { padding: { left: 12, top: 12, right: 28, bottom: 12 } },
      plugins: {
        legend: { display: false },
        title: {
          ...{ display: true, color: INK, font: { size: 20, weight: 'normal' } },
          text: isLossParameter(parameter.name)
            ? t('charts.sweep.where', { name: parameter.name })
            : parameter.name,
        },
      },
      scales: {
        x: acrossAxis(parameter),
        y: {
          title: { display: true, text: t('charts.micro'), color: INK, font: { size: 16 } },
          ticks: { color: INK, font: { size: 16 }, maxTicksLimit: 6 },
          grid: { color: GRID },
        },
      },
    },
  });
}

/** Choices stand side by side, their dots spread a little so that none hides another. */
function placeOf(parameter: Parameter, { values }: SweepPoint, index: number): number {
  const value = values[parameter.name];
  if (parameter.kind === 'range') return Number(value);
  return parameter.values.indexOf(value as RawValue) + (((index * 5) % 9) - 4) * 0.04;
}

function acrossAxis(parameter: Parameter) {
  const grid = { color: GRID };
  const ticks = { color: INK, font: { size: 16 }, maxRotation: 0, autoSkipPadding: 12 };
  if (parameter.kind === 'choices') {
    const names = parameter.values.map(String);
    return {
      ...{ type: 'linear' as const, min: -0.5, max: names.length - 0.5, grid: { display: false } },
      ticks: { ...ticks, stepSize: 1, callback: (at: number | string) => shortened(names[Number(at)] ?? '') },
      afterBuildTicks: (axis: { ticks: { value: number }[] }) => {
        axis.ticks = names.map((_, value) => ({ value }));
      },
    };
  }
  const { low, high, log, whole } = parameter;
  const written = {
    ...ticks,
    callback: (at: number | string) => numberText(Number(Number(at).toPrecision(3))),
  };
  if (!log)
    return {
      ...{ type: 'linear' as const, min: low, max: high, grid },
      ticks: { ...written, maxTicksLimit: 6, ...(whole ? { precision: 0 } : {}) },
    };
  return {
    ...{ type: 'logarithmic' as const, min: low, max: high, grid, ticks: written },
    afterBuildTicks: (axis: { ticks: { value: number }[] }) => {
      axis.ticks = logTicks(low, high).map((value) => ({ value }));
    },
  };
}

/** 1, 2 and 5 of each power of ten, or fewer where that would be too many. */
function logTicks(low: number, high: number): number[] {
  const decades = Math.log10(high / low);
  const steps = decades > 3 ? [1] : decades > 1.2 ? [1, 3] : [1, 2, 3, 5];
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power++)
    for (const step of steps) ticks.push(Number(`${step}e${power}`));
  return ticks.filter((tick) => tick >= low * 0.999 && tick <= high * 1.001);
}

const shortened = (text: string): string => (text.length > 16 ? `${text.slice(0, 15)}…` : text);
