import type { Scalar, Tensor2D } from '@tensorflow/tfjs';
import { type AdamW, clipScale, globalNorm } from './adamw.js';
import type { Loss } from './losses.js';
import type { Batch, Model } from './model.js';
import type { Random } from './random.js';

export type StepParts = { model: Model; loss: Loss; optimizer: AdamW; gradClip: number };
export type StepInput = { batch: Batch; targets: Tensor2D; rate: number; dropout: Random };

/**
 * One step of training: forward, loss, gradients, clipping, AdamW.
 * @returns the loss before the step and the norm of its gradients before clipping
 */
export function trainStep(
  { model, loss, optimizer, gradClip }: StepParts,
  { batch, targets, rate, dropout }: StepInput,
): { loss: number; gradNorm: number } {
  const { tf } = model;
  const both = tf.tidy(() => {
    const { value, grads } = tf.variableGrads(
      (): Scalar => loss(model.forward(batch, { dropout }), targets),
      model.variables.map(({ variable }) => variable),
    );
    const norm = globalNorm(tf, grads);
    optimizer.apply(grads, gradClip > 0 ? clipScale(tf, norm, gradClip) : undefined, rate);
    return tf.stack([value, norm]);
  });
  const [value = NaN, gradNorm = NaN] = both.dataSync();
  both.dispose();
  return { loss: value, gradNorm };
}
