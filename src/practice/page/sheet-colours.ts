import type { SheetCell, SheetSpan, SheetTabView } from '../sheet-protocol.js';
import { covers } from './sheet-spans.js';
import { cellText } from './sheet-format.js';

type Rgb = [number, number, number];
/** The ground of a cell, as CSS; undefined where no rule holds. */
export type FillOf = (row: number, column: number, cell: SheetCell) => string | undefined;

type Colour = { red?: number; green?: number; blue?: number };
type Point = { type?: string; value?: string; color?: Colour; colorStyle?: { rgbColor?: Colour } };
type Rule = {
  ranges?: SheetSpan[];
  booleanRule?: {
    condition?: { type?: string; values?: { userEnteredValue?: string }[] };
    format?: { backgroundColor?: Colour; backgroundColorStyle?: { rgbColor?: Colour } };
  };
  gradientRule?: { minpoint?: Point; midpoint?: Point; maxpoint?: Point };
};

const rgb = ({ red = 0, green = 0, blue = 0 }: Colour = {}): Rgb => [red, green, blue];

/**
 * A colour that was chosen for a white sheet, and for a dark one its hue on a dark ground: the further from white, the
 * stronger.
 */
export function fill([red, green, blue]: Rgb): string {
  const [most, least] = [Math.max(red, green, blue), Math.min(red, green, blue)];
  const chroma = most - least;
  const sector =
    chroma === 0
      ? 0
      : most === red
        ? (green - blue) / chroma
        : most === green
          ? 2 + (blue - red) / chroma
          : 4 + (red - green) / chroma;
  const strength = 1 - least;
  const isGrey = chroma < 0.03;
  const light = [red, green, blue].map((part) => Math.round(part * 255)).join(' ');
  const hue = isGrey ? 220 : Math.round((sector * 60 + 360) % 360);
  const dark = `${hue} ${isGrey ? 8 : 45}% ${Math.round(13 + strength * 38)}%`;
  return `light-dark(rgb(${light}), hsl(${dark}))`;
}

const TESTS: Record<string, (cell: SheetCell, value: string) => boolean> = {
  TEXT_EQ: (cell, value) => cellText(cell).toLowerCase() === value.toLowerCase(),
  TEXT_CONTAINS: (cell, value) => cellText(cell).toLowerCase().includes(value.toLowerCase()),
  NUMBER_GREATER: (cell, value) => typeof cell === 'number' && cell > Number(value),
  NUMBER_GREATER_THAN_EQ: (cell, value) => typeof cell === 'number' && cell >= Number(value),
  NUMBER_LESS: (cell, value) => typeof cell === 'number' && cell < Number(value),
  NUMBER_EQ: (cell, value) => typeof cell === 'number' && cell === Number(value),
  NOT_BLANK: (cell) => cell !== null,
  BLANK: (cell) => cell === null,
};

type Stop = { at: number; colour: Rgb };

function stopsOf(
  { minpoint, midpoint, maxpoint }: NonNullable<Rule['gradientRule']>,
  numbers: number[],
): Stop[] {
  let [low, high] = [Infinity, -Infinity];
  for (const number of numbers) [low, high] = [Math.min(low, number), Math.max(high, number)];
  return [minpoint, midpoint, maxpoint].flatMap((point) => {
    if (!point) return [];
    const { type, value, color, colorStyle } = point;
    const share = Number(value) / 100;
    const at =
      type === 'MIN'
        ? low
        : type === 'MAX'
          ? high
          : type === 'PERCENT'
            ? low + (high - low) * share
            : Number(value);
    return [{ at, colour: rgb(colorStyle?.rgbColor ?? color) }];
  });
}

function between(stops: readonly Stop[], value: number): Rgb | undefined {
  const upper = stops.findIndex(({ at }) => value <= at);
  const next = stops[upper < 0 ? stops.length - 1 : upper];
  const last = stops[(upper < 0 ? stops.length : upper) - 1] ?? next;
  if (!last || !next) return undefined;
  const share = next.at > last.at ? Math.min(1, (value - last.at) / (next.at - last.at)) : 1;
  const mix = (part: 0 | 1 | 2) => last.colour[part] + (next.colour[part] - last.colour[part]) * share;
  return [mix(0), mix(1), mix(2)];
}

/** The tab's conditional formats; of several that hold the first counts. */
export function fillsOf({ rules, rows }: Pick<SheetTabView, 'rules' | 'rows'>): FillOf {
  const compiled = (rules as Rule[]).map(({ ranges = [], booleanRule, gradientRule }) => {
    const holds = (row: number, column: number) => ranges.some((range) => covers(range, row, column));
    if (gradientRule) {
      const numbers = ranges.flatMap(
        ({ startRowIndex = 0, endRowIndex, startColumnIndex = 0, endColumnIndex }) =>
          rows
            .slice(startRowIndex, endRowIndex)
            .flatMap((cells) =>
              cells.slice(startColumnIndex, endColumnIndex).filter((cell) => typeof cell === 'number'),
            ),
      );
      const stops = stopsOf(gradientRule, numbers);
      return (row: number, column: number, cell: SheetCell) =>
        typeof cell === 'number' && holds(row, column) ? between(stops, cell) : undefined;
    }
    const { condition, format } = booleanRule ?? {};
    const test = TESTS[condition?.type ?? ''];
    const value = condition?.values?.[0]?.userEnteredValue ?? '';
    const colour = rgb(format?.backgroundColorStyle?.rgbColor ?? format?.backgroundColor);
    return (row: number, column: number, cell: SheetCell) =>
      test?.(cell, value) && holds(row, column) ? colour : undefined;
  });
  return (row, column, cell) => {
    for (const rule of compiled) {
      const colour = rule(row, column, cell);
      if (colour) return fill(colour);
    }
    return undefined;
  };
}
