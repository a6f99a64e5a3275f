import { embedInOrder, tableShapes } from './embeddings.js';
import type { Family } from './family.js';
import { denseShapes } from './shapes.js';

/** BERT (Devlin et al. 2019) as transformers' BertForSequenceClassification: a classifier on the pooled first token. */
export const bert: Family = {
  prefix: 'bert',
  longest: (config) => config.max_position_embeddings,
  embeddingShapes: (config) => tableShapes('bert', config, config.hidden_size),
  headShapes: ({ hidden_size: hidden }, labels) => ({
    ...denseShapes('bert.pooler.dense', hidden, hidden),
    ...denseShapes('classifier', hidden, labels),
  }),
  embed: (pass, batch) => embedInOrder(pass, 'bert', batch),
  classify(pass, first) {
    const pooled = pass.tf.tanh(pass.dense('bert.pooler.dense', first));
    return pass.dense('classifier', pass.dropInHead(pooled));
  },
};
