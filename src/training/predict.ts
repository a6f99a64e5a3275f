import { disposeBatch, toBatch } from './batches.js';
import type { Loss } from './losses.js';
import type { Features, Model } from './model.js';

/** Texts at once when nothing is trained: memory is the only limit, and a larger number is no faster. */
const BATCH = 64;

/**
 * Logits of texts in their order, [texts, labels].
 * @param pause awaited between batches; what it throws ends the work
 */
export async function predict(
  model: Model,
  texts: readonly Features[],
  pause: () => Promise<void> = () => Promise.resolve(),
): Promise<number[][]> {
  // Texts of like length share a batch, so that little padding is computed.
  const order = texts.map((_, i) => i).sort((a, b) => lengthOf(texts, a) - lengthOf(texts, b) || a - b);
  const logits: number[][] = new Array<number[]>(texts.length);
  for (let begin = 0; begin < order.length; begin += BATCH) {
    await pause();
    const rows = order.slice(begin, begin + BATCH);
    const batch = toBatch(
      model,
      rows.map((row) => texts[row] as Features),
    );
    const result = model.tf.tidy(() => model.forward(batch));
    const values = result.arraySync();
    model.tf.dispose(result);
    disposeBatch(batch);
    for (const [i, row] of rows.entries()) logits[row] = values[i] as number[];
  }
  return logits;
}

/** A loss over logits that are already at hand, such as those of the dev set. */
export function meanLoss(model: Model, loss: Loss, logits: number[][], targets: number[][]): number {
  const { tf } = model;
  return tf.tidy(() => loss(tf.tensor2d(logits), tf.tensor2d(targets)).dataSync()[0] ?? NaN);
}

const lengthOf = (texts: readonly Features[], i: number): number => texts[i]?.ids.length ?? 0;
