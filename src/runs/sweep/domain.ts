import type { Range } from './space.js';

/** A range with more whole numbers than this is taken as continuous and rounded. */
const MOST_CELLS = 2000;
/** Digits of a value that is drawn: more would say nothing, and nobody wants to type them. */
const DIGITS = 4;

/** A stretch of the unit interval that becomes one value. */
export type Cell = { value: number; from: number; to: number };

/**
 * A range laid on the interval from 0 to 1, evenly or by the logarithm: where random search draws evenly, and where
 * TPE's densities live. With a step, points or whole numbers each value has a cell of its own, as wide as its share.
 */
export type Domain = {
  cells: readonly Cell[] | undefined;
  valueAt(unit: number): number;
  unitOf(value: number): number;
};

export function domainOf(range: Range): Domain {
  const scale = range.log ? Math.log : (value: number) => value;
  const back = range.log ? Math.exp : (value: number) => value;
  const values = listedValues(range);
  if (!values) {
    const [low, high] = [scale(range.low), scale(range.high)];
    return {
      cells: undefined,
      valueAt: (unit) => tidy(back(low + unit * (high - low)), range),
      unitOf: (value) => (scale(value) - low) / (high - low),
    };
  }
  const cells = cellsOf(values, scale);
  const cellAt = (unit: number): Cell => cells.find(({ to }) => unit < to) ?? (cells.at(-1) as Cell);
  return {
    cells,
    valueAt: (unit) => cellAt(unit).value,
    unitOf: (value) => {
      const cell = cells.find((one) => one.value === value) ?? cellAt(0.5);
      return (cell.from + cell.to) / 2;
    },
  };
}

/** All values of a range in their order, or undefined where they cannot be counted. */
export function listedValues({ low, high, log, step, points, whole }: Range): number[] | undefined {
  if (points !== null) {
    const at = (share: number) =>
      log ? Math.exp(Math.log(low) + share * (Math.log(high) - Math.log(low))) : low + share * (high - low);
    const values = Array.from({ length: points }, (_, i) => exact(at(i / (points - 1))));
    values[0] = low;
    values[points - 1] = high;
    return [...new Set(whole ? values.map(Math.round) : values)];
  }
  const by = step ?? (whole ? 1 : undefined);
  if (by === undefined) return undefined;
  const count = Math.floor((high - low) / by + 1e-9) + 1;
  return count > MOST_CELLS ? undefined : Array.from({ length: count }, (_, i) => exact(low + i * by));
}

/** Cells end half-way to the neighbour; the outer ones are as wide to the outside as to the inside. */
function cellsOf(values: readonly number[], scale: (value: number) => number): Cell[] {
  const at = values.map(scale);
  const first = at[0] ?? 0;
  const last = at.at(-1) ?? 0;
  if (values.length === 1) return [{ value: values[0] ?? 0, from: 0, to: 1 }];
  const low = first - ((at[1] ?? first) - first) / 2;
  const high = last + (last - (at.at(-2) ?? last)) / 2;
  const edge = (i: number): number =>
    i === 0 ? 0 : i === at.length ? 1 : (((at[i - 1] ?? 0) + (at[i] ?? 0)) / 2 - low) / (high - low);
  return values.map((value, i) => ({ value, from: edge(i), to: edge(i + 1) }));
}

/** 0.1 + 0.2 is 0.3 to people. */
const exact = (value: number): number => Number(value.toPrecision(12));

const tidy = (value: number, { low, high, whole }: Range): number =>
  Math.min(high, Math.max(low, whole ? Math.round(value) : Number(value.toPrecision(DIGITS))));
