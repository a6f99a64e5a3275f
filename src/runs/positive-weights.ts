import { type Said, say } from '../texts/texts.js';
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
  const give = say('optionErrors.weights.give', { labels });
  const factors = text.split(',').map(Number);
  const wrong = factors.find((factor) => !(factor > 0 && factor <= LARGEST));
  if (wrong !== undefined)
    throw refuse(say('optionErrors.weights.range', { max: LARGEST, typed: text.slice(0, 60), give }));
  const [only = 1] = factors;
  if (factors.length === 1) return Array.from({ length: labels }, () => only);
  if (factors.length !== labels)
    throw refuse(say('optionErrors.weights.count', { factors: factors.length, labels, give }));
  return factors;
}

const refuse = (sentence: Said): UserError =>
  mendable('loss.weights', sentence, { put: { pos_weight: 'balanced' } });
