import { type Said, say } from '../../texts/texts.js';
import { type Cell, cellText } from '../cell.js';
import { readNumber } from './people-numbers.js';

/** Ends the reading of a row that cannot be taken. */
export class Refusal extends Error {
  constructor(
    readonly cell: string,
    readonly why: Said,
  ) {
    super('refused');
  }
}

/** Ten digits are more than tables have: 87.4 / 100 is 0.874, not 0.8740000000000001. */
export const perHundred = (value: number): number => Number((value / 100).toFixed(10));

/** @throws Refusal for what is no share, or one that could be meant in two ways */
export function shareOf(cell: Cell, percent: boolean, address: string): number {
  const number = readNumber(cell);
  const text = cellText(cell).slice(0, 40);
  if (!number) throw new Refusal(address, say('imports.why.number', { text }));
  const { value } = number;
  if (percent && !number.percent && value > 0 && value <= 1)
    throw new Refusal(address, say('imports.why.share', { text }));
  if (!percent && !number.percent && value > 1)
    throw new Refusal(address, say('imports.why.percent', { text }));
  const share = percent || number.percent ? perHundred(value) : value;
  if (!(share >= 0 && share <= 1)) throw new Refusal(address, say('imports.why.range', { text }));
  return share;
}
