import { denseGelu } from '../../tensorflow/ops/dense.js';
import type { EncoderConfig } from '../encoder-config.js';
import { embedInOrder, tableShapes } from './embeddings.js';
import type { Family } from './family.js';
import { denseShapes } from './shapes.js';

const PROJECTION = 'electra.embeddings_project';

/**
 * ELECTRA (Clark et al. 2020) as transformers' ElectraForSequenceClassification: embeddings of a width of their own,
 * projected where it is not the layers' width, and a head with GELU on the first token.
 */
export const electra: Family = {
  prefix: 'electra',
  longest: (config) => config.max_position_embeddings,
  embeddingShapes: (config) => ({
    ...tableShapes('electra', config, embeddingWidth(config)),
    ...(isProjected(config) && denseShapes(PROJECTION, embeddingWidth(config), config.hidden_size)),
  }),
  headShapes: ({ hidden_size: hidden }, labels) => ({
    ...denseShapes('classifier.dense', hidden, hidden),
    ...denseShapes('classifier.out_proj', hidden, labels),
  }),
  embed(pass, batch) {
    const embedded = embedInOrder(pass, 'electra', batch);
    return isProjected(pass.config) ? pass.dense(PROJECTION, embedded) : embedded;
  },
  classify(pass, first) {
    const inner = denseGelu(pass.tf, pass.dropInHead(first), pass.linear('classifier.dense'));
    return pass.dense('classifier.out_proj', pass.dropInHead(inner));
  },
};

const embeddingWidth = (config: EncoderConfig): number =>
  config.model_type === 'electra' ? config.embedding_size : config.hidden_size;

const isProjected = (config: EncoderConfig): boolean => embeddingWidth(config) !== config.hidden_size;
