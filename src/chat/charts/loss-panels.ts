import { createCanvas } from '@napi-rs/canvas';
import { type CurveParameters, type CurvePoint, lossCurve } from '../../runs/loss-curve.js';
import type { LossName } from '../../runs/loss-options.js';
import type { Texts } from '../../texts/texts.js';
import { BACKGROUND, GRID, LOSS_COLOUR, registerFont } from './dark-theme.js';
import { axisTitle, chartOn, ticksOf, titleOf, WIDTH } from './draw-chart.js';
import { write } from './heat-map.js';

export type LossLine = { loss: LossName; parameters: CurveParameters; label: string };

const PANEL = { width: WIDTH / 2, height: 380 };
const TITLE = 68;
const LEGEND_ROW = 38;
/** Loss above which a curve leaves the panel: -log p has no end. */
const TOP = 4;

/**
 * What losses make of a probability: on the left of a label that is there, on the right of one that is not; above the
 * loss, below how strongly its gradient pulls the logit to where it belongs. A PNG 960 pixels wide.
 * @param lines the first is what was asked for: it is drawn thick, beneath the others
 */
export async function lossPanels(title: string, lines: readonly LossLine[], { t }: Texts): Promise<Buffer> {
  registerFont();
  const legend = LEGEND_ROW * lines.length + 16;
  const whole = createCanvas(WIDTH, TITLE + legend + 2 * PANEL.height);
  const context = whole.getContext('2d');
  context.fillStyle = BACKGROUND;
  context.fillRect(0, 0, whole.width, whole.height);
  write(context, title, { x: WIDTH / 2, y: 38, size: 28, align: 'center', room: WIDTH - 40 });
  for (const [at, { loss, label }] of lines.entries()) {
    const y = TITLE + LEGEND_ROW * (at + 0.5);
    context.fillStyle = LOSS_COLOUR[loss];
    context.fillRect(40, y - 4, 44, at === 0 ? 8 : 5);
    write(context, label, { x: 100, y, size: 22, align: 'left', room: WIDTH - 140 });
  }
  const panels = [
    { isTrue: true, of: ({ value }: CurvePoint) => value, max: TOP, name: t('pictures.lossOfTrue') },
    { isTrue: false, of: ({ value }: CurvePoint) => value, max: TOP, name: t('pictures.lossOfAbsent') },
    { isTrue: true, of: ({ gradient }: CurvePoint) => -gradient, name: t('pictures.pullOfTrue') },
    { isTrue: false, of: ({ gradient }: CurvePoint) => gradient, name: t('pictures.pullOfAbsent') },
  ];
  for (const [at, panel] of panels.entries()) {
    const canvas = createCanvas(PANEL.width, PANEL.height);
    const chart = chartOn(canvas, {
      type: 'line',
      data: {
        // The first lies on top: the thick one would hide others that are the same there.
        datasets: lines
          .map(({ loss, parameters }, place) => ({
            data: lossCurve(loss, parameters, panel.isTrue).map((point) => ({
              x: point.p,
              y: panel.of(point),
            })),
            ...{ borderColor: LOSS_COLOUR[loss], borderWidth: place === 0 ? 9 : 3, pointRadius: 0 },
          }))
          .reverse(),
      },
      options: {
        layout: { padding: { left: 12, right: 20, top: 4, bottom: 8 } },
        plugins: { title: titleOf(panel.name, 20), legend: { display: false } },
        scales: {
          x: {
            ...{ type: 'linear', min: 0, max: 1, grid: { color: GRID } },
            ticks: { ...ticksOf(), stepSize: 0.2 },
            title: axisTitle('p'),
          },
          y: {
            ...{ min: panel.max === undefined ? undefined : 0, max: panel.max },
            ...(panel.max === undefined ? { suggestedMin: 0, suggestedMax: 1 } : {}),
            ...{ ticks: { ...ticksOf(), maxTicksLimit: 5 }, grid: { color: GRID } },
          },
        },
      },
    });
    context.drawImage(canvas, (at % 2) * PANEL.width, TITLE + legend + Math.floor(at / 2) * PANEL.height);
    chart.destroy();
  }
  return whole.encode('png');
}
