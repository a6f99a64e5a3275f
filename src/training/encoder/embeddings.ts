import type { Tensor, Tensor2D } from '@tensorflow/tfjs';
import { layerNorm } from '../../tensorflow/ops/layer-norm.js';
import { lookUp } from '../../tensorflow/ops/look-up.js';
import { positionsUpTo } from '../../tensorflow/ops/tokens.js';
import type { EncoderConfig } from '../encoder-config.js';
import type { Batch } from '../model.js';
import type { ForwardPass } from './forward-pass.js';
import { normShapes, type Shapes } from './shapes.js';

/** The tables of words, positions and token types, each [rows, width], and their LayerNorm. */
export function tableShapes(prefix: string, config: EncoderConfig, width: number): Shapes {
  return {
    [`${prefix}.embeddings.word_embeddings.weight`]: [config.vocab_size, width],
    [`${prefix}.embeddings.position_embeddings.weight`]: [config.max_position_embeddings, width],
    [`${prefix}.embeddings.token_type_embeddings.weight`]: [config.type_vocab_size, width],
    ...normShapes(`${prefix}.embeddings.LayerNorm`, width),
  };
}

/** Embeddings of tokens that stand at 0, 1, …, as in BERT and ELECTRA. @returns [batch * length, width] */
export function embedInOrder(pass: ForwardPass, prefix: string, batch: Batch): Tensor2D {
  const table = pass.table(`${prefix}.embeddings.position_embeddings`);
  const positions = lookUp(pass.tf, table, positionsUpTo(pass.tf, batch.ids.shape[1]));
  return embed(pass, prefix, batch, positions);
}

/**
 * dropout(LayerNorm(words + token types + positions)). transformers lets no gradient into the word table's padding row;
 * here none comes, since nothing attends to padding: the two differ only for a text that spells the padding token out.
 * @param positions [batch, length, width], or [length, width] where they are the same for all texts
 * @returns [batch * length, width]
 */
export function embed(pass: ForwardPass, prefix: string, { ids, types }: Batch, positions: Tensor): Tensor2D {
  const { tf } = pass;
  const [batch, length] = ids.shape;
  const words = pass.table(`${prefix}.embeddings.word_embeddings`);
  const kinds = pass.table(`${prefix}.embeddings.token_type_embeddings`);
  // With a single type, that one is meant whatever the tokenizer says; some checkpoints come with one that says more.
  const ofTypes = kinds.shape[0] === 1 ? kinds : lookUp(tf, kinds, types.as1D());
  const width = words.shape[1];
  const tokens = tf.add(lookUp(tf, words, ids.as1D()), ofTypes).reshape([batch, length, width]);
  const rows = tf.add(tokens, positions).reshape<Tensor2D>([batch * length, width]);
  return pass.drop(layerNorm(tf, rows, pass.norm(`${prefix}.embeddings.LayerNorm`)));
}
