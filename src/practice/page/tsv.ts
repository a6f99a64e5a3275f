/** Cells as spreadsheets put them on the clipboard: tabs and line ends, quotes around what has either in it. */
export const toTsv = (cells: readonly (readonly string[])[]): string =>
  cells
    .map((line) =>
      line.map((text) => (/[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)).join('\t'),
    )
    .join('\n');

/** Reads what spreadsheets and editors put on the clipboard. A quote within an unquoted cell is a quote. */
export function fromTsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const pattern = /(?:"((?:[^"]|"")*)"|([^\t\r\n]*))(\t|\r\n|\n|\r|$)/y;
  const plain = /([^\t\r\n]*)(\t|\r\n|\n|\r|$)/y;
  for (let position = 0; ;) {
    pattern.lastIndex = position;
    plain.lastIndex = position;
    const quoted = pattern.exec(text);
    const match = quoted ?? plain.exec(text);
    if (!match) break;
    const [whole] = match;
    const end = (quoted ? quoted[3] : match[2]) ?? '';
    row.push(quoted?.[1]?.replaceAll('""', '"') ?? (quoted ? quoted[2] : match[1]) ?? '');
    position += whole.length;
    if (end === '\t') continue;
    rows.push(row);
    row = [];
    // A line end at the very end closes the last line and opens none.
    if (end === '' || position >= text.length) break;
  }
  return rows;
}
