import type { Rank, Tensor2D, Variable } from '@tensorflow/tfjs';
import { z } from 'zod';
import type { Tensorflow } from '../tensorflow/engine.js';
import { dropout } from '../tensorflow/ops/dropout.js';
import { lookUp } from '../tensorflow/ops/look-up.js';
import type { Batch, Features, ForwardOptions, Model, NamedVariable } from './model.js';

/** `settings` of a catalogue entry of kind `ngram`. */
export const ngramSettingsSchema = z.strictObject({
  /** Lengths of the character n-grams. */
  orders: z.array(z.number().int().min(1).max(16)).min(1),
  /** Rows of the table that n-grams are hashed into. */
  buckets: z
    .number()
    .int()
    .min(2)
    .max(2 ** 24),
  /**
   * Factor on the features. Adam's step does not depend on it, so it multiplies the learning rate: with it, the rates
   * that people type for encoders (1e-5 … 1e-3) move this model as well.
   */
  scale: z.number().positive(),
});

type Settings = z.infer<typeof ngramSettingsSchema> & {
  labels: readonly string[];
  maxlen: number;
  dropout: number;
};

const FNV_PRIME = 0x01000193;
/** Text and target word hash from different offsets, so that the same n-gram means something else in each. */
const TEXT_OFFSET = 0x811c9dc5;
const TARGET_OFFSET = 0x2b3c4d5e;

/** Hashed character n-grams into a linear layer: logits = sum over the text's n-grams of their row / sqrt(count) + bias. */
export class NgramModel implements Model {
  readonly padId = 0;
  readonly depths = 1;
  readonly tokenizerFiles = undefined;
  readonly variables: readonly NamedVariable[];
  readonly config: Readonly<Record<string, unknown>>;
  readonly #settings: Settings;
  readonly #table: Variable<Rank.R2>;
  readonly #bias: Variable;

  constructor(
    readonly tf: Tensorflow,
    settings: Settings,
  ) {
    this.#settings = settings;
    const { labels, orders, buckets, scale, maxlen } = settings;
    const zeros = (shape: number[]) => tf.tidy(() => tf.variable(tf.zeros(shape)));
    this.#table = zeros([buckets, labels.length]) as Variable<Rank.R2>;
    this.#bias = zeros([labels.length]);
    this.variables = [
      { name: 'ngrams.weight', variable: this.#table, decays: true, depth: 0 },
      { name: 'bias', variable: this.#bias, decays: false, depth: 0 },
    ];
    this.config = { model_type: 'labmate-ngram', labels, orders, buckets, scale, max_characters: maxlen };
  }

  /** The distinct n-grams; a text longer than `maxlen` characters keeps its beginning. */
  encode(text: string, target: string | null): Features {
    const { orders, buckets, maxlen } = this.#settings;
    const found = new Set<number>();
    addNgrams(found, text, { orders, buckets, maxlen, offset: TEXT_OFFSET });
    const inText = found.size;
    if (target) addNgrams(found, target, { orders, buckets, maxlen, offset: TARGET_OFFSET });
    const ids = Int32Array.from(found);
    return { ids, types: Uint8Array.from(ids, (_, i) => (i < inText ? 0 : 1)) };
  }

  forward(batch: Batch, { dropout: source }: ForwardOptions = {}): Tensor2D {
    const { tf } = this;
    const [size, length] = batch.ids.shape;
    const kept = dropout(tf, batch.mask, this.#settings.dropout, source);
    const count = tf.maximum(tf.sum(batch.mask, 1, true), 1);
    const weights = tf.mul(tf.div(kept, tf.sqrt(count)), this.#settings.scale);
    const rows = tf.reshape(lookUp(tf, this.#table, batch.ids.as1D()), [size, length, -1]);
    const sums = tf.sum(tf.mul(rows, tf.reshape(weights, [size, length, 1])), 1);
    return tf.add(sums, tf.mul(this.#bias, this.#settings.scale));
  }
}

function addNgrams(
  found: Set<number>,
  text: string,
  { orders, buckets, maxlen, offset }: Pick<Settings, 'orders' | 'buckets' | 'maxlen'> & { offset: number },
): void {
  // A space at both ends lets an n-gram say that a word begins or ends.
  const normal = text.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim();
  const points = Array.from(
    ` ${Array.from(normal).slice(0, maxlen).join('')} `,
    (char) => char.codePointAt(0) ?? 0,
  );
  const longest = Math.max(...orders);
  for (let start = 0; start < points.length; start += 1) {
    let hash = offset;
    for (let n = 1; n <= longest && start + n <= points.length; n += 1) {
      hash = addPoint(hash, points[start + n - 1] ?? 0);
      if (orders.includes(n)) found.add(mix(hash) % buckets);
    }
  }
}

/** FNV-1a over the three bytes of a code point. */
function addPoint(hash: number, point: number): number {
  let next = Math.imul(hash ^ (point & 0xff), FNV_PRIME);
  next = Math.imul(next ^ ((point >>> 8) & 0xff), FNV_PRIME);
  return Math.imul(next ^ (point >>> 16), FNV_PRIME);
}

/** MurmurHash3's finaliser: FNV's low bits alone are too regular for a bucket number. */
function mix(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
