const CODE_POINTS = 0x110000;

/**
 * A fast test for membership in a set of characters.
 * @param ranges inclusive ranges of hexadecimal code points, such as `21-2f 3a`, parted by white space
 */
export function codePointTest(ranges: string): (codePoint: number) => boolean {
  const members = new Uint8Array(CODE_POINTS);
  for (const [first, last] of parse(ranges)) members.fill(1, parseInt(first, 16), parseInt(last, 16) + 1);
  return (codePoint) => members[codePoint] === 1;
}

/** The same ranges for use between the brackets of a regular expression with the flag `u`. */
export function codePointClass(ranges: string): string {
  return parse(ranges)
    .map(([first, last]) => `\\u{${first}}-\\u{${last}}`)
    .join('');
}

function parse(ranges: string): [string, string][] {
  return ranges
    .trim()
    .split(/\s+/)
    .map((range) => {
      const [first = '', last = first] = range.split('-');
      return [first, last];
    });
}
