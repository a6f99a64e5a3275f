/** A1 names of cells; rows and columns count from 0 everywhere in Labmate. */

/** 0 -> A, 25 -> Z, 26 -> AA. */
export function columnName(index: number): string {
  let name = '';
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  return name;
}

/** `'My tab'` with quotes in the title doubled, as Google wants them. */
function quoted(tab: string): string {
  return `'${tab.replaceAll("'", "''")}'`;
}

/** All of a tab, however large people or new rows have made it. */
export const wholeTab = quoted;

/** Both corners belong to the range. */
export type Corners = { top: number; left: number; bottom: number; right: number };

export function cellRange(tab: string, { top, left, bottom, right }: Corners): string {
  return `${quoted(tab)}!${columnName(left)}${top + 1}:${columnName(right)}${bottom + 1}`;
}

export function rowsRange(tab: string, top: number, bottom: number): string {
  return `${quoted(tab)}!${top + 1}:${bottom + 1}`;
}

export function columnRange(tab: string, column: number): string {
  return `${quoted(tab)}!${columnName(column)}:${columnName(column)}`;
}
