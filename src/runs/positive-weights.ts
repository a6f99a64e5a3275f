import type { UserError } from '../user-error.js';
import { mendable } from './mended.js';

const LARGEST = 1000;

/**
 * What `pos_weight` says: `balanced`, or a factor on the loss of positives for each label.
 * @param labels how many there are; one factor stands for all of them
 * @throws UserError `loss.weights` where their number is not that of the labels, or one is out of range
 */
export function parsePositiveWeights(text: string, labels: number): number[] | 'balanced' {
  if (text === 'balanced') return text;
  const factors = text.split(',').map(Number);
  const wrong = factors.find((factor) => !(factor > 0 && factor <= LARGEST));
  if (wrong !== undefined)
    throw refuse(`must have factors above 0, up to ${LARGEST}; you typed “${text.slice(0, 60)}”.`, labels);
  const [only = 1] = factors;
  if (factors.length === 1) return Array.from({ length: labels }, () => only);
  if (factors.length !== labels) throw refuse(`has ${factors.length} factors for ${labels} labels.`, labels);
  return factors;
}

const refuse = (what: string, labels: number): UserError =>
  mendable(
    'loss.weights',
    `\`pos_weight\` ${what} Give one factor, one for each of the ${labels} labels, or \`balanced\`.`,
    { put: { pos_weight: 'balanced' } },
  );
