import { z } from 'zod';
import type { Tokenizer } from './tokenizer.js';

/** `settings` of a catalogue entry of kind `encoder`. */
export const encoderSettingsSchema = z
  .strictObject({
    /** Folder with the tokenizer's files. */
    tokenizer: z.string().min(1),
    layers: z.number().int().min(1).max(48),
    hidden: z.number().int().min(1).max(4096),
    heads: z.number().int().min(1).max(64),
    intermediate: z.number().int().min(1).max(16384),
  })
  .refine(({ hidden, heads }) => hidden % heads === 0, { error: 'hidden must be a multiple of heads' });

export type EncoderSettings = z.infer<typeof encoderSettingsSchema>;

/** What is used of a Hugging Face `config.json`; the other fields are kept as they are. */
export const encoderConfigSchema = z.looseObject({
  model_type: z.literal('bert'),
  vocab_size: z.number().int(),
  hidden_size: z.number().int(),
  num_hidden_layers: z.number().int(),
  num_attention_heads: z.number().int(),
  intermediate_size: z.number().int(),
  hidden_act: z.literal('gelu'),
  hidden_dropout_prob: z.number(),
  attention_probs_dropout_prob: z.number(),
  max_position_embeddings: z.number().int(),
  type_vocab_size: z.number().int(),
  initializer_range: z.number(),
  layer_norm_eps: z.number(),
  id2label: z.record(z.string(), z.string()),
});

export type EncoderConfig = z.infer<typeof encoderConfigSchema>;

/** The configuration of an encoder that is trained from scratch, as transformers would write it. */
export function newEncoderConfig(
  { layers, hidden, heads, intermediate }: EncoderSettings,
  { tokenizer, labels, dropout }: { tokenizer: Tokenizer; labels: readonly string[]; dropout: number },
): EncoderConfig {
  return {
    architectures: ['BertForSequenceClassification'],
    model_type: 'bert',
    vocab_size: tokenizer.vocabularySize,
    hidden_size: hidden,
    num_hidden_layers: layers,
    num_attention_heads: heads,
    intermediate_size: intermediate,
    hidden_act: 'gelu',
    hidden_dropout_prob: dropout,
    attention_probs_dropout_prob: dropout,
    max_position_embeddings: 512,
    type_vocab_size: 2,
    initializer_range: 0.02,
    layer_norm_eps: 1e-12,
    pad_token_id: tokenizer.padId,
    problem_type: 'multi_label_classification',
    id2label: Object.fromEntries(labels.map((label, index) => [String(index), label])),
    label2id: Object.fromEntries(labels.map((label, index) => [label, index])),
  };
}
