import type { Tensor2D } from '@tensorflow/tfjs';
import { loadEngine } from '../../src/tensorflow/load-engine.js';

/**
 * A program for engines.test.ts: prints, as one JSON line, what the engine that LABMATE_ENGINE names makes of a small
 * language model: an embedding, LayerNorm, attention, GELU and a loss, with the gradients of all its weights.
 */
const { tf, kind, slow } = await loadEngine();

const pattern = (rows: number, columns: number, seed: number): Tensor2D =>
  tf.tensor2d(
    Array.from({ length: rows * columns }, (_, i) => Math.sin(i * 1.7 + seed)),
    [rows, columns],
  );
const ids = tf.tensor2d([2, 0, 2, 1, 4, 0], [2, 3], 'int32');
const labels = tf.tensor2d([1, 0, 0, 1, 1, 1], [2, 3]);

function lossOf(embedding: Tensor2D, hidden: Tensor2D, head: Tensor2D) {
  const x = tf.gather(embedding, ids);
  const mean = x.mean(-1, true);
  const normal = x.sub(mean).div(x.sub(mean).square().mean(-1, true).add(1e-5).sqrt());
  const attention = tf.softmax(tf.matMul(normal, normal, false, true));
  const seen = tf.matMul(attention, normal).reshape([6, 4]);
  const inner = tf.matMul(seen, hidden);
  const gelu = inner.mul(0.5).mul(tf.erf(inner.div(Math.SQRT2)).add(1));
  const logits = gelu.reshape([2, 3, 4]).mean(1).matMul(head);
  return tf.losses.sigmoidCrossEntropy(labels, logits).asScalar();
}

const weights = [pattern(5, 4, 0), pattern(4, 4, 1), pattern(4, 3, 2)];
const { value, grads } = tf.valueAndGrads((embedding, hidden, head) =>
  lossOf(embedding as Tensor2D, hidden as Tensor2D, head as Tensor2D),
)(weights);
const product = tf.matMul(pattern(3, 4, 5), pattern(4, 2, 6));
process.stdout.write(
  `${JSON.stringify({
    kind,
    slow,
    product: [...product.dataSync()],
    loss: value.dataSync()[0],
    gradients: grads.map((gradient) => [...gradient.dataSync()]),
  })}\n`,
);
