import type { Tensor, Tensor2D } from '@tensorflow/tfjs';
import type { Tensorflow } from '../../tensorflow/engine.js';
import { lookUp } from '../../tensorflow/ops/look-up.js';
import { embed, tableShapes } from './embeddings.js';
import type { Family } from './family.js';
import { denseShapes } from './shapes.js';

const POSITIONS = 'roberta.embeddings.position_embeddings';

/**
 * RoBERTa (Liu et al. 2019) as transformers' RobertaForSequenceClassification: positions begin after the padding id, and
 * the head has tanh on the first token.
 */
export const roberta: Family = {
  prefix: 'roberta',
  longest: ({ max_position_embeddings, pad_token_id }) => max_position_embeddings - pad_token_id - 1,
  embeddingShapes: (config) => tableShapes('roberta', config, config.hidden_size),
  headShapes: ({ hidden_size: hidden }, labels) => ({
    ...denseShapes('classifier.dense', hidden, hidden),
    ...denseShapes('classifier.out_proj', hidden, labels),
  }),
  embed(pass, batch) {
    const { tf, config } = pass;
    const [size, length] = batch.ids.shape;
    const positions = positionsOf(tf, batch.ids, config.pad_token_id).as1D();
    const rows = lookUp(tf, pass.table(POSITIONS), positions);
    return embed(pass, 'roberta', batch, rows.reshape([size, length, config.hidden_size]));
  },
  classify(pass, first) {
    const { tf } = pass;
    const inner = tf.tanh(pass.dense('classifier.dense', pass.dropInHead(first)));
    return pass.dense('classifier.out_proj', pass.dropInHead(inner));
  },
};

/**
 * fairseq's positions: padding stands at its own id, the n-th other token at that id + n. It is the ids that say what is
 * padding, not the mask.
 * @param ids int32 [batch, length]
 * @returns int32 [batch, length]
 */
function positionsOf(tf: Tensorflow, ids: Tensor2D, padId: number): Tensor {
  // In float32, which counts exactly up to 2^24: TensorFlow sums int32 on the host only, never on a GPU.
  const isToken = tf.cast(tf.notEqual(tf.cast(ids, 'float32'), padId), 'float32');
  const count = tf.mul(tf.cumsum(isToken, 1), isToken);
  return tf.cast(tf.add(count, padId), 'int32');
}
