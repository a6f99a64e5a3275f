import { z } from 'zod';
import type { Tokenizer } from './tokenizer/tokenizer.js';

/** `settings` of a catalogue entry of kind `encoder`. */
export const encoderSettingsSchema = z
  .strictObject({
    /** Folder with the tokenizer's files. */
    tokenizer: z.string().min(1),
    /** What it is built like; `bert` where nothing is said. */
    family: z.enum(['bert', 'electra', 'roberta']).optional(),
    layers: z.number().int().min(1).max(48),
    hidden: z.number().int().min(1).max(4096),
    heads: z.number().int().min(1).max(64),
    intermediate: z.number().int().min(1).max(16384),
    /** Width of ELECTRA's embeddings; `hidden` where nothing is said. */
    embedding: z.number().int().min(1).max(4096).optional(),
  })
  .refine(({ hidden, heads }) => hidden % heads === 0, { error: 'hidden must be a multiple of heads' })
  .refine(({ family, embedding }) => embedding === undefined || family === 'electra', {
    error: 'only family electra has an embedding width of its own',
  });

export type EncoderSettings = z.infer<typeof encoderSettingsSchema>;

/** Defaults are those of transformers 5.23, whose checkpoints leave out what equals them or once did. */
const common = {
  vocab_size: z.number().int(),
  hidden_size: z.number().int(),
  num_hidden_layers: z.number().int(),
  num_attention_heads: z.number().int(),
  intermediate_size: z.number().int(),
  /** The form with erf; other activations are not built. */
  hidden_act: z.literal('gelu').default('gelu'),
  hidden_dropout_prob: z.number().default(0.1),
  attention_probs_dropout_prob: z.number().default(0.1),
  /** In the head; null stands for `hidden_dropout_prob`. */
  classifier_dropout: z.number().nullable().default(null),
  /** Rows of the position table. */
  max_position_embeddings: z.number().int().default(512),
  position_embedding_type: z.literal('absolute').optional(),
  type_vocab_size: z.number().int().default(2),
  initializer_range: z.number().default(0.02),
  layer_norm_eps: z.number().default(1e-12),
  /** The labels by the number of their logit. */
  id2label: z.record(z.string(), z.string()).default({ '0': 'LABEL_0', '1': 'LABEL_1' }),
};

/** What is used of a Hugging Face `config.json`; the other fields are kept as they are. */
export const encoderConfigSchema = z.discriminatedUnion('model_type', [
  z.looseObject({ ...common, model_type: z.literal('bert'), pad_token_id: z.number().int().default(0) }),
  z.looseObject({
    ...common,
    model_type: z.literal('electra'),
    pad_token_id: z.number().int().default(0),
    embedding_size: z.number().int().default(128),
  }),
  z.looseObject({ ...common, model_type: z.literal('roberta'), pad_token_id: z.number().int().default(1) }),
]);

export type EncoderConfig = z.infer<typeof encoderConfigSchema>;

/** Tokens that a new encoder has room for. */
const TOKENS = 512;

/** The configuration of an encoder that is trained from scratch, as transformers would write it. */
export function newEncoderConfig(
  { family = 'bert', layers, hidden, heads, intermediate, embedding = hidden }: EncoderSettings,
  { tokenizer, labels, dropout }: { tokenizer: Tokenizer; labels: readonly string[]; dropout: number },
): EncoderConfig {
  const shared = {
    vocab_size: tokenizer.vocabularySize,
    hidden_size: hidden,
    num_hidden_layers: layers,
    num_attention_heads: heads,
    intermediate_size: intermediate,
    hidden_act: 'gelu' as const,
    hidden_dropout_prob: dropout,
    attention_probs_dropout_prob: dropout,
    classifier_dropout: null,
    max_position_embeddings: TOKENS,
    type_vocab_size: 2,
    initializer_range: 0.02,
    layer_norm_eps: 1e-12,
    pad_token_id: tokenizer.padId,
    problem_type: 'multi_label_classification',
    id2label: Object.fromEntries(labels.map((label, index) => [String(index), label])),
    label2id: Object.fromEntries(labels.map((label, index) => [label, index])),
  };
  switch (family) {
    case 'bert':
      return { architectures: ['BertForSequenceClassification'], model_type: family, ...shared };
    case 'electra':
      return {
        architectures: ['ElectraForSequenceClassification'],
        model_type: family,
        ...shared,
        embedding_size: embedding,
      };
    case 'roberta':
      // The published sizes: no token types, and rows up to the padding id that no token has.
      return {
        architectures: ['RobertaForSequenceClassification'],
        model_type: family,
        ...shared,
        max_position_embeddings: TOKENS + tokenizer.padId + 1,
        type_vocab_size: 1,
        layer_norm_eps: 1e-5,
      };
  }
}
