import type { Tensorflow } from '../tensorflow/engine.js';
import { packBatch } from './batches.js';
import type { Loss } from './losses/loss.js';
import type { Features } from './model.js';
import type { Trainer } from './trainer.js';

/** Texts at once when nothing is trained: memory is the only limit, and a larger number is no faster. */
export const PREDICT_BATCH = 64;

/**
 * Logits of texts in their order, [texts, labels].
 * @param size texts at once
 * @param pause awaited between batches, with the number of texts that are done; what it throws ends the work
 */
export async function predict(
  trainer: Pick<Trainer, 'predict'>,
  padId: number,
  texts: readonly Features[],
  pause: (done: number) => Promise<void> = () => Promise.resolve(),
  size = PREDICT_BATCH,
): Promise<number[][]> {
  // Texts of like length share a batch, so that little padding is computed.
  const order = texts.map((_, i) => i).sort((a, b) => lengthOf(texts, a) - lengthOf(texts, b) || a - b);
  const logits: number[][] = new Array<number[]>(texts.length);
  for (let begin = 0; begin < order.length; begin += size) {
    await pause(begin);
    const rows = order.slice(begin, begin + size);
    const together = rows.map((row) => texts[row] as Features);
    const values = trainer.predict(packBatch(padId, together));
    for (const [i, row] of rows.entries()) logits[row] = values[i] as number[];
  }
  return logits;
}

/** A loss over logits that are already at hand, such as those of the dev set. */
export function lossOfLogits(tf: Tensorflow, loss: Loss, logits: number[][], targets: number[][]): number {
  return tf.tidy(() => loss(tf.tensor2d(logits), tf.tensor2d(targets)).dataSync()[0] ?? NaN);
}

const lengthOf = (texts: readonly Features[], i: number): number => texts[i]?.ids.length ?? 0;
