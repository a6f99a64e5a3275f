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

/** What can be built, by `model_type`. */
export const MODEL_TYPES = ['bert', 'electra', 'roberta'] as const;

/** A size; the largest published encoders are far below the bound, and a damaged file must not fill the memory. */
const size = (most: number) => z.number().int().min(1).max(most);
const share = z.number().min(0).lt(1);

/** Defaults are those of transformers 5.23, whose checkpoints leave out what equals them or once did. */
const common = {
  vocab_size: size(2_000_000).default(30522),
  hidden_size: size(16_384).default(768),
  num_hidden_layers: size(128).default(12),
  num_attention_heads: size(256).default(12),
  intermediate_size: size(65_536).default(3072),
  /** The form with erf; other activations are not built. */
  hidden_act: z.literal('gelu').default('gelu'),
  hidden_dropout_prob: share.default(0.1),
  attention_probs_dropout_prob: share.default(0.1),
  /** In the head; null stands for `hidden_dropout_prob`. */
  classifier_dropout: share.nullable().default(null),
  /** Rows of the position table. */
  max_position_embeddings: size(100_000).default(512),
  position_embedding_type: z.literal('absolute').optional(),
  type_vocab_size: size(1024).default(2),
  initializer_range: z.number().min(0).default(0.02),
  layer_norm_eps: z.number().positive().default(1e-12),
  /** The labels by the number of their logit. */
  id2label: z.record(z.string().regex(/^\d+$/), z.string()).default({ '0': 'LABEL_0', '1': 'LABEL_1' }),
};

/** The id of padding; null, as some configurations have it, is as good as nothing. */
const padId = (usual: number) =>
  z.preprocess((value) => value ?? undefined, z.number().int().min(0).default(usual));

/** What is used of a Hugging Face `config.json`; the other fields are kept as they are. */
export const encoderConfigSchema = z.discriminatedUnion('model_type', [
  z.looseObject({ ...common, model_type: z.literal('bert'), pad_token_id: padId(0) }),
  z.looseObject({
    ...common,
    model_type: z.literal('electra'),
    pad_token_id: padId(0),
    embedding_size: size(16_384).default(128),
    hidden_size: size(16_384).default(256),
    num_attention_heads: size(256).default(4),
    intermediate_size: size(65_536).default(1024),
  }),
  z.looseObject({
    ...common,
    model_type: z.literal('roberta'),
    pad_token_id: padId(1),
    vocab_size: size(2_000_000).default(50265),
  }),
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
