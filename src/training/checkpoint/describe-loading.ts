import { type Said, say, textsIn } from '../../texts/texts.js';
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
): Said[] {
  const grown = config.vocab_size - given.vocab_size;
  return [
    ...(order.kind === 'other' && ofOtherLabels.length > 0
      ? [
          order.names.length > 0
            ? say('stored.loaded.labels', { labels: list(order.names) })
            : say('stored.loaded.other'),
        ]
      : []),
    ...(order.kind === 'permuted' ? [say('stored.loaded.order')] : []),
    ...(missing.length > 0 ? [say('stored.loaded.missing', { seed, names: list(missing) })] : []),
    ...(unexpected.length > 0 ? [say('stored.loaded.unexpected', { names: list(unexpected) })] : []),
    ...(grown > 0 ? [say('stored.loaded.grown', { grown, seed })] : []),
    ...(freshHead && maxlen !== undefined && maxlen > longest
      ? [say('stored.loaded.cut', { maxlen, longest })]
      : []),
  ];
}

export const labelNames = ({ names }: Extract<LabelOrder, { kind: 'other' }>): string =>
  names.length > 0 ? `the labels ${textsIn('en').say(list(names))}` : 'another number of labels';

function list(all: readonly string[]): Said | string {
  const names = [...new Set(all.map((name) => name.replace(/\.(weight|bias)$/, '')))];
  const shown = names.slice(0, SHOWN).join(', ');
  const more = names.length - SHOWN;
  return more > 0 ? say('stored.loaded.more', { names: shown, more }) : shown;
}
