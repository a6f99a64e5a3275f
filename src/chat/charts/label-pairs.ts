import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import type { AnswerCounts } from '../../task/count-answers.js';
import type { Texts } from '../../texts/texts.js';
import { BACKGROUND, GRID, registerFont } from './dark-theme.js';
import { type Colour, fitting, inkOn, write } from './heat-map.js';

/** Twice the size at which a phone shows it. */
const WIDTH = 960;
const LEFT = 186;
const TOP = 196;
const GAP = 3;
/** Wide enough for the last column's slanted name. */
const RIGHT = 64;
const EDGE = 20;
const LEGEND = 84;

/** From less than by chance over chance to more: blue, grey, orange, which people blind to red or green tell apart. */
const LESS: Colour = [59, 130, 246];
const CHANCE: Colour = [64, 67, 74];
const MORE: Colour = [249, 150, 22];

/** Bits at which the colours are full: four times as often, or a quarter as often, as by chance. */
const FULL_BITS = 2;

/**
 * A heat map of which labels go together, as a PNG 960 pixels wide. The number in a cell: of the texts with the row's label,
 * the percentage that has the column's, too. The colour: whether that is more or less than by chance (PMI).
 */
export async function labelPairs(
  title: string,
  labels: readonly string[],
  { together, per_label, pmi }: AnswerCounts,
  { t }: Texts,
): Promise<Buffer> {
  registerFont();
  const cell = (WIDTH - LEFT - RIGHT) / labels.length;
  const height = Math.ceil(TOP + cell * labels.length + LEGEND + EDGE);
  const canvas = createCanvas(WIDTH, height);
  const context = canvas.getContext('2d');
  context.fillStyle = BACKGROUND;
  context.fillRect(0, 0, WIDTH, height);
  write(context, title, { x: WIDTH / 2, y: 36, size: 28, align: 'center', room: WIDTH - 2 * EDGE });
  for (const [row, label] of labels.entries()) {
    const middle = TOP + (row + 0.5) * cell;
    write(context, label, { x: LEFT - 12, y: middle, size: fitting(cell, 26), align: 'right' });
    context.save();
    context.translate(LEFT + (row + 0.5) * cell, TOP - 12);
    context.rotate(-Math.PI / 4);
    write(context, label, { x: 0, y: 0, size: fitting(cell, 26), align: 'left' });
    context.restore();
    for (const [column, both] of (together[row] ?? []).entries()) {
      const x = LEFT + column * cell;
      const y = TOP + row * cell;
      const had = per_label[row] ?? 0;
      if (row === column) {
        context.strokeStyle = GRID;
        context.lineWidth = 2;
        context.strokeRect(x + GAP + 1, y + GAP + 1, cell - 2 * GAP - 2, cell - 2 * GAP - 2);
        continue;
      }
      const colour = colourOf(
        pmi[row]?.[column] ?? null,
        both === 0 && had > 0 && (per_label[column] ?? 0) > 0,
      );
      context.fillStyle = `rgb(${colour.join(',')})`;
      context.fillRect(x + GAP, y + GAP, cell - 2 * GAP, cell - 2 * GAP);
      const share = had === 0 ? '–' : String(Math.round((100 * both) / had));
      write(context, share, {
        ...{ x: x + cell / 2, y: y + cell / 2, size: fitting(cell, 30), align: 'center' },
        ink: inkOn(colour),
      });
    }
  }
  drawLegend(context, height - EDGE - LEGEND / 2, t('charts.data.chance'));
  return canvas.encode('png');
}

/** @param never whether the two never meet although both occur */
function colourOf(bits: number | null, never: boolean): Colour {
  if (never) return LESS;
  const share = Math.max(-1, Math.min(1, (bits ?? 0) / FULL_BITS));
  const to = share < 0 ? LESS : MORE;
  return CHANCE.map((from, at) => Math.round(from + ((to[at] ?? from) - from) * Math.abs(share)));
}

function drawLegend(context: SKRSContext2D, y: number, chance: string): void {
  const steps = [-2, -1, 0, 1, 2];
  const names = ['¼ ×', '½ ×', chance, '2 ×', '4 ×'];
  const width = (WIDTH - 2 * EDGE) / steps.length;
  for (const [at, bits] of steps.entries()) {
    const x = EDGE + at * width;
    context.fillStyle = `rgb(${colourOf(bits, false).join(',')})`;
    context.fillRect(x, y - 6, width, 16);
    write(context, names[at] ?? '', { x: x + width / 2, y: y + 30, size: 22, align: 'center' });
  }
}
