import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatNumber } from '../../src/practice/page/sheet-format.js';

describe('a number in the practice sheet', () => {
  it('GIVEN a pattern of Google’s THEN it is shown as Google shows it', () => {
    const shown: [number, string | undefined, string][] = [
      [0.58529, '0.0000', '0.5853'],
      [1234.5, '#,##0', '1,235'],
      [0.123, '0.0%', '12.3%'],
      [3e-5, '0.0E+00', '3.0E-05'],
      [-0.5, '0.00', '-0.50'],
      [1, '0.##', '1.'],
      [0.5, '0.##', '0.5'],
      [10.25, '0.0##', '10.25'],
      [3, undefined, '3'],
    ];
    assert.deepEqual(
      shown.map(([value, pattern]) => formatNumber(value, pattern)),
      shown.map(([, , text]) => text),
    );
  });

  it('GIVEN patterns by sign THEN a gain has its plus', () => {
    const of = (value: number) => formatNumber(value, '+0.0000;-0.0000;0.0000');
    assert.deepEqual([of(0.021), of(-0.0216), of(0)], ['+0.0210', '-0.0216', '0.0000']);
  });
});
