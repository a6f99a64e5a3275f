import type { NamedTensorMap, Scalar, Tensor, Variable } from '@tensorflow/tfjs';
import type { Tensorflow } from '../tensorflow/engine.js';
import type { NamedVariable } from './model.js';
import type { OptimizerState } from './trainer.js';

const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EPSILON = 1e-8;

type Slot = NamedVariable & { factor: number; m: Variable; v: Variable };

/**
 * AdamW as in torch: Adam (Kingma and Ba 2015) with decay taken off the weights themselves (Loshchilov and Hutter
 * 2019), before the step and never from biases and LayerNorm weights.
 */
export class AdamW {
  readonly #tf: Tensorflow;
  readonly #decay: number;
  readonly #slots: Slot[];
  #step = 0;

  /**
   * @param factors on the learning rate of each parameter, and so on its decay (torch's parameter groups); 1 where left out
   */
  constructor(
    tf: Tensorflow,
    variables: readonly NamedVariable[],
    { decay, factors = [] }: { decay: number; factors?: readonly number[] },
  ) {
    this.#tf = tf;
    this.#decay = decay;
    const zeros = (like: Variable) => tf.tidy(() => tf.variable(tf.zerosLike(like), false));
    this.#slots = variables.map((one, i) => ({
      ...one,
      factor: factors[i] ?? 1,
      m: zeros(one.variable),
      v: zeros(one.variable),
    }));
  }

  /** Moments by name, for a checkpoint: `<parameter>.m` and `<parameter>.v`. */
  get state(): { step: number; tensors: Map<string, Variable> } {
    const entries = this.#slots.flatMap(({ name, m, v }): [string, Variable][] => [
      [`${name}.m`, m],
      [`${name}.v`, v],
    ]);
    return { step: this.#step, tensors: new Map(entries) };
  }

  /** Goes on from moments that were saved. @throws Error naming what is missing */
  restore({ step, tensors }: OptimizerState): void {
    for (const [name, moment] of this.state.tensors) {
      const saved = tensors.get(name);
      if (!saved) throw new Error(`the checkpoint has no tensor ${name}`);
      this.#tf.tidy(() => moment.assign(this.#tf.tensor(saved.data, saved.shape)));
    }
    this.#step = step;
  }

  /**
   * One step. Call it inside `tf.tidy`.
   * @param gradients by `variable.name`, as `tf.variableGrads` gives them
   * @param scale factor on every gradient (norm clipping)
   * @param rate learning rate of this step, where the factor is 1
   */
  apply(gradients: NamedTensorMap, scale: Scalar | undefined, rate: number): void {
    const tf = this.#tf;
    this.#step += 1;
    // The bias corrections 1 - beta^t go into two scalars, which spares two passes over every parameter.
    const correction2 = Math.sqrt(1 - BETA_2 ** this.#step);
    const rateNow = (rate * correction2) / (1 - BETA_1 ** this.#step);
    for (const { variable, decays, factor, m, v } of this.#slots) {
      const raw = gradients[variable.name];
      if (!raw) continue;
      const gradient: Tensor = scale ? tf.mul(raw, scale) : raw;
      m.assign(tf.add(tf.mul(m, BETA_1), tf.mul(gradient, 1 - BETA_1)));
      v.assign(tf.add(tf.mul(v, BETA_2), tf.mul(tf.square(gradient), 1 - BETA_2)));
      const update = tf.div(tf.mul(m, rateNow * factor), tf.add(tf.sqrt(v), EPSILON * correction2));
      const lost = decays ? rate * factor * this.#decay : 0;
      const weights: Tensor = lost > 0 ? tf.mul(variable, 1 - lost) : variable;
      variable.assign(tf.sub(weights, update));
    }
  }

  dispose(): void {
    for (const { m, v } of this.#slots) this.#tf.dispose([m, v]);
  }
}

/** Euclidean norm over all gradients together. */
export function globalNorm(tf: Tensorflow, gradients: NamedTensorMap): Scalar {
  const squares = Object.values(gradients).map((gradient) => tf.sum(tf.square(gradient)));
  return tf.sqrt(tf.addN(squares)).asScalar();
}

/** Factor that brings gradients of this norm down to `most`; torch's clip_grad_norm_. */
export function clipScale(tf: Tensorflow, norm: Scalar, most: number): Scalar {
  return tf.minimum(1, tf.div(most, tf.add(norm, 1e-6))).asScalar();
}
