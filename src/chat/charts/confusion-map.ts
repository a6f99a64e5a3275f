import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import type { Confusion } from '../../task/confusion.js';
import type { Texts } from '../../texts/texts.js';
import { BACKGROUND, registerFont } from './dark-theme.js';
import { type Colour, fitting, inkOn, write } from './heat-map.js';

/** Twice the size at which a phone shows it. */
const WIDTH = 960;
const LEFT = 186;
const TOP = 230;
const GAP = 3;
/** Wide enough for the last column's slanted name. */
const RIGHT = 72;
const EDGE = 20;

const EMPTY: Colour = [54, 57, 63];
/** What is right, blue; what is taken for something else, orange: people blind to red or green tell them apart. */
const RIGHT_COLOUR: Colour = [59, 130, 246];
const WRONG_COLOUR: Colour = [249, 150, 22];
/** The share at which orange is full: most confusions are rarer than hits. */
const FULL_WRONG = 0.5;

/**
 * Which label is taken for which, as a PNG 960 pixels wide: a row a true label, a column a predicted one; the number is
 * the percentage of the row. The last column is "nothing was predicted in its place", the last row "nothing was true".
 */
export async function confusionMap(
  title: string,
  names: readonly string[],
  { counts, shares }: Confusion,
  { t }: Texts,
): Promise<Buffer> {
  registerFont();
  const none = names.length;
  const columns = [...names, t('pictures.nothing')];
  const rows = counts[none]?.some((count) => count > 0) ? columns : [...names];
  const cell = (WIDTH - LEFT - RIGHT) / columns.length;
  const height = Math.ceil(TOP + cell * rows.length + EDGE);
  const canvas = createCanvas(WIDTH, height);
  const context = canvas.getContext('2d');
  context.fillStyle = BACKGROUND;
  context.fillRect(0, 0, WIDTH, height);
  const middle = { x: WIDTH / 2, align: 'center', room: WIDTH - 2 * EDGE } as const;
  write(context, title, { ...middle, y: 36, size: 28 });
  write(context, t('pictures.confusionAxes'), { ...middle, y: 76, size: 22 });
  for (const [column, name] of columns.entries()) slanted(context, name, LEFT + (column + 0.5) * cell, cell);
  for (const [row, name] of rows.entries()) {
    const y = TOP + row * cell;
    write(context, name, {
      x: LEFT - 12,
      y: y + cell / 2,
      size: fitting(cell, 26),
      align: 'right',
      room: LEFT - 24,
    });
    for (const [column, share] of (shares[row] ?? []).entries()) {
      const colour = colourOf(share, row === column);
      const x = LEFT + column * cell;
      context.fillStyle = `rgb(${colour.join(',')})`;
      context.fillRect(x + GAP, y + GAP, cell - 2 * GAP, cell - 2 * GAP);
      const percent = Math.round(100 * share);
      if ((counts[row]?.[column] ?? 0) > 0)
        write(context, percent === 0 ? '<1' : String(percent), {
          ...{
            x: x + cell / 2,
            y: y + cell / 2,
            size: fitting(cell, 28),
            align: 'center',
            ink: inkOn(colour),
          },
        });
    }
  }
  return canvas.encode('png');
}

function slanted(context: SKRSContext2D, name: string, x: number, cell: number): void {
  context.save();
  context.translate(x, TOP - 12);
  context.rotate(-Math.PI / 4);
  write(context, name, { x: 0, y: 0, size: fitting(cell, 26), align: 'left', room: 170 });
  context.restore();
}

function colourOf(share: number, isRight: boolean): Colour {
  const full = isRight ? RIGHT_COLOUR : WRONG_COLOUR;
  const weight = Math.min(1, isRight ? share : share / FULL_WRONG);
  return EMPTY.map((from, at) => Math.round(from + ((full[at] ?? from) - from) * weight));
}
