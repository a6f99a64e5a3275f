import type { Tensor2D } from '@tensorflow/tfjs';
import { multiHeadAttention } from '../../tensorflow/ops/attention.js';
import { denseAddNorm, denseGelu } from '../../tensorflow/ops/dense.js';
import { firstTokens } from '../../tensorflow/ops/tokens.js';
import type { EncoderConfig } from '../encoder-config.js';
import type { ForwardPass } from './forward-pass.js';
import { denseShapes, normShapes, type Shapes } from './shapes.js';

/** The parameters of one layer. @param name such as `bert.encoder.layer.0` */
export function layerShapes(
  name: string,
  { hidden_size: hidden, intermediate_size: wide }: EncoderConfig,
): Shapes {
  return {
    ...denseShapes(`${name}.attention.self.query`, hidden, hidden),
    ...denseShapes(`${name}.attention.self.key`, hidden, hidden),
    ...denseShapes(`${name}.attention.self.value`, hidden, hidden),
    ...denseShapes(`${name}.attention.output.dense`, hidden, hidden),
    ...normShapes(`${name}.attention.output.LayerNorm`, hidden),
    ...denseShapes(`${name}.intermediate.dense`, hidden, wide),
    ...denseShapes(`${name}.output.dense`, wide, hidden),
    ...normShapes(`${name}.output.LayerNorm`, hidden),
  };
}

/**
 * Attention and a feed-forward block, each followed by the sum with its input and LayerNorm (Devlin et al. 2019).
 * @param input [batch * length, hidden]
 * @param mask [batch, length]: 1 where there is a token, 0 where there is padding
 * @returns [batch * length, hidden]
 */
export function encoderLayer(pass: ForwardPass, name: string, input: Tensor2D, mask: Tensor2D): Tensor2D {
  return layer(pass, name, { queries: input, input, mask });
}

/**
 * The layer before the classifier, which reads first tokens alone: nothing is computed for the other tokens but what the
 * first ones attend to. Of L layers it saves nearly 1/L of the arithmetic, and changes no number.
 * @returns [batch, hidden]
 */
export function lastLayer(pass: ForwardPass, name: string, input: Tensor2D, mask: Tensor2D): Tensor2D {
  return layer(pass, name, { queries: firstTokens(pass.tf, input, mask.shape), input, mask });
}

/** @param queries the rows of `input` that are wanted, the same number for each text */
function layer(
  pass: ForwardPass,
  name: string,
  { queries, input, mask }: { queries: Tensor2D; input: Tensor2D; mask: Tensor2D },
): Tensor2D {
  const { tf, source, config } = pass;
  const rate = config.hidden_dropout_prob;
  const linear = (part: string) => pass.linear(`${name}.attention.self.${part}`);
  const context = multiHeadAttention(
    tf,
    { queries, input, mask },
    {
      ...{ query: linear('query'), key: linear('key'), value: linear('value') },
      ...{ heads: config.num_attention_heads, rate: config.attention_probs_dropout_prob },
    },
    source,
  );
  const attended = denseAddNorm(tf, context, pass.linear(`${name}.attention.output.dense`), {
    residual: queries,
    norm: pass.norm(`${name}.attention.output.LayerNorm`),
    rate,
    source,
  });
  const wide = denseGelu(tf, attended, pass.linear(`${name}.intermediate.dense`));
  return denseAddNorm(tf, wide, pass.linear(`${name}.output.dense`), {
    residual: attended,
    norm: pass.norm(`${name}.output.LayerNorm`),
    rate,
    source,
  });
}
