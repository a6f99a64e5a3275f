import { createCanvas } from '@napi-rs/canvas';
import { BACKGROUND, GRID, registerFont } from './dark-theme.js';
import { type Colour, fitting, inkOn, write } from './heat-map.js';

/** Twice the size at which a phone shows it. */
const WIDTH = 960;
const EDGE = 24;
const LEFT = 150;
const TOP = 108;
const GAP = 3;
const FOOT = 84;
/** A cell of two members is no wider than this. */
const WIDEST = 200;

/** Errors that say nothing of each other's, grey; the same ones, orange; opposite ones, blue. */
const NONE: Colour = [64, 67, 74];
const SAME: Colour = [249, 150, 22];
const OPPOSITE: Colour = [59, 130, 246];

/**
 * A heat map of how alike members err, as a PNG 960 pixels wide: in each cell the correlation of two members' errors.
 * @param names of the members, short
 * @param correlations [members, members] row by row
 * @param ends what the least and the greatest colour mean
 */
export async function errorCorrelations(
  title: string,
  names: readonly string[],
  correlations: readonly number[],
  ends: readonly [none: string, same: string],
): Promise<Buffer> {
  registerFont();
  const count = names.length;
  const cell = Math.min(WIDEST, (WIDTH - LEFT - EDGE) / count);
  // In the middle where there are few.
  const left = Math.max(LEFT, (WIDTH - cell * count) / 2);
  const height = Math.ceil(TOP + cell * count + FOOT);
  const canvas = createCanvas(WIDTH, height);
  const context = canvas.getContext('2d');
  context.fillStyle = BACKGROUND;
  context.fillRect(0, 0, WIDTH, height);
  write(context, title, { x: WIDTH / 2, y: 36, size: 28, align: 'center', room: WIDTH - 2 * EDGE });
  for (const [row, name] of names.entries()) {
    const middle = (row + 0.5) * cell;
    const size = fitting(cell, 26);
    write(context, name, { x: left - 14, y: TOP + middle, size, align: 'right', room: LEFT - EDGE });
    write(context, name, { x: left + middle, y: TOP - 22, size, align: 'center', room: cell - 6 });
    for (let column = 0; column < count; column += 1) {
      const [x, y] = [left + column * cell + GAP, TOP + row * cell + GAP];
      const side = cell - 2 * GAP;
      if (row === column) {
        context.strokeStyle = GRID;
        context.lineWidth = 2;
        context.strokeRect(x + 1, y + 1, side - 2, side - 2);
        continue;
      }
      const value = correlations[row * count + column] ?? 0;
      const colour = colourOf(value);
      context.fillStyle = `rgb(${colour.join(',')})`;
      context.fillRect(x, y, side, side);
      const place = { x: x + side / 2, y: y + side / 2, size: fitting(cell, 30), align: 'center' } as const;
      write(context, value.toFixed(2), { ...place, ink: inkOn(colour), room: side });
    }
  }
  const y = height - FOOT / 2;
  for (const [at, value] of [0, 0.25, 0.5, 0.75, 1].entries()) {
    const width = (WIDTH - 2 * EDGE) / 5;
    context.fillStyle = `rgb(${colourOf(value).join(',')})`;
    context.fillRect(EDGE + at * width, y - 14, width, 16);
  }
  write(context, ends[0], { x: EDGE, y: y + 22, size: 22, align: 'left', room: WIDTH / 2 - EDGE });
  write(context, ends[1], { x: WIDTH - EDGE, y: y + 22, size: 22, align: 'right', room: WIDTH / 2 - EDGE });
  return canvas.encode('png');
}

function colourOf(value: number): Colour {
  const full = value < 0 ? OPPOSITE : SAME;
  const weight = Math.min(1, Math.abs(value));
  return NONE.map((from, at) => Math.round(from + ((full[at] ?? from) - from) * weight));
}
