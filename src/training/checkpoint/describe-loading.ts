import type { EncoderConfig } from '../encoder-config.js';
import type { LabelOrder } from './label-order.js';
import type { Match } from './match-weights.js';

/** Names of layers in one line: how many are shown before "and N more". */
const SHOWN = 6;

/** What people should know of how a checkpoint was loaded, a line each. */
export function describeLoading(
  { missing, ofOtherLabels, unexpected }: Match,
  order: LabelOrder,
  {
    maxlen,
    longest,
    seed,
    freshHead,
    config,
    given,
  }: {
    /** As asked for. */
    maxlen?: number;
    /** What the model takes, in tokens. */
    longest: number;
    seed: number;
    freshHead: boolean;
    /** The encoder's configuration, and what the checkpoint had. */
    config: EncoderConfig;
    given: EncoderConfig;
  },
): string[] {
  const grown = config.vocab_size - given.vocab_size;
  return [
    ...(order.kind === 'other' && ofOtherLabels.length > 0
      ? [`Its classifier is for ${labelNames(order)}, not the task's, and is not used.`]
      : []),
    ...(order.kind === 'permuted'
      ? ["Its labels are the task's in another order; the logits are in the task's."]
      : []),
    ...(missing.length > 0 ? [`Not in the checkpoint, new from seed ${seed}: ${list(missing)}.`] : []),
    ...(unexpected.length > 0 ? [`In the checkpoint, not used: ${list(unexpected)}.`] : []),
    ...(grown > 0
      ? [`The table of words has ${grown} new rows for the target's markers, from seed ${seed}.`]
      : []),
    ...(freshHead && maxlen !== undefined && maxlen > longest
      ? [`maxlen:${maxlen} is more than the model takes; texts are cut at ${longest} tokens.`]
      : []),
  ];
}

export const labelNames = ({ names }: Extract<LabelOrder, { kind: 'other' }>): string =>
  names.length > 0 ? `the labels ${list(names)}` : 'another number of labels';

const list = (all: readonly string[]): string => {
  const names = [...new Set(all.map((name) => name.replace(/\.(weight|bias)$/, '')))];
  return names.length > SHOWN
    ? `${names.slice(0, SHOWN).join(', ')} and ${names.length - SHOWN} more`
    : names.join(', ');
};
