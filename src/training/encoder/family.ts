import type { Tensor2D } from '@tensorflow/tfjs';
import type { EncoderConfig } from '../encoder-config.js';
import type { Batch } from '../model.js';
import type { ForwardPass } from './forward-pass.js';
import type { Shapes } from './shapes.js';

/** What sets a family of encoders apart: all but the layers, which are alike (encoder-layer.ts). */
export type Family = {
  /** How the names of the backbone's parameters begin. */
  readonly prefix: string;
  /** Longest input in tokens. */
  longest(config: EncoderConfig): number;
  /** The parameters before the layers. */
  embeddingShapes(config: EncoderConfig): Shapes;
  /** The parameters after the layers; `labels` is the number of logits. */
  headShapes(config: EncoderConfig, labels: number): Shapes;
  /** What the first layer sees, [batch * length, hidden]: the rows of all texts together suit matrix products. */
  embed(pass: ForwardPass, batch: Batch): Tensor2D;
  /** Logits [batch, labels] of the last layer's first tokens, [batch, hidden]. */
  classify(pass: ForwardPass, first: Tensor2D): Tensor2D;
};
