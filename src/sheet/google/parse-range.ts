/** Both ends belong to it; an end that is not said is infinite. */
export type Area = { top: number; left: number; bottom: number; right: number };

/** What a range of one tab means: all of it, whole rows, whole columns, or cells (the forms of a1.ts). */
export function parseRange(range: string): Area {
  // A quoted title may hold anything, quotes doubled.
  const [, from = '', to = from] = /'(?:!([A-Z]*\d*)(?::([A-Z]*\d*))?)?$/.exec(range) ?? [];
  const [first, last] = [corner(from), corner(to)];
  return {
    top: first.row ?? 0,
    left: first.column ?? 0,
    bottom: last.row ?? Number.POSITIVE_INFINITY,
    right: last.column ?? Number.POSITIVE_INFINITY,
  };
}

function corner(name: string): { row: number | undefined; column: number | undefined } {
  const letters = name.replace(/\d+$/, '');
  const digits = name.slice(letters.length);
  const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return {
    row: digits === '' ? undefined : Number(digits) - 1,
    column: letters === '' ? undefined : column,
  };
}
