import { z } from 'zod';

/*
 * What the benchmark says to the processes that it measures, and what they answer: a JSON object a line on stdin and
 * stdout. A process ends when its stdin does, so none outlives the benchmark.
 */

const config = z.object({
  kind: z.enum(['train', 'predict', 'epoch']),
  layers: z.number(),
  width: z.number(),
  batch: z.number(),
  length: z.number(),
  dropout: z.number(),
});

export const requestSchema = z.discriminatedUnion('op', [
  z.object({
    op: z.literal('open'),
    config,
    /** Where Labmate writes `config.json`, `model.safetensors` and `batches.json`, and PyTorch finds them. */
    folder: z.string(),
    /** Where PyTorch is to calculate; Labmate takes what its engine found. */
    device: z.enum(['cpu', 'cuda']),
    /** Only for `epoch`: batches of texts of like length, or every batch padded to `config.length`. */
    bucket: z.boolean(),
    /** Learning rate, weight decay and the norm that gradients are clipped to. */
    rate: z.number(),
    decay: z.number(),
    clip: z.number(),
  }),
  z.object({ op: z.literal('go'), steps: z.number().int() }),
  z.object({ op: z.literal('close') }),
]);

export type Request = z.infer<typeof requestSchema>;
export type OpenRequest = Extract<Request, { op: 'open' }>;

export const openedSchema = z.object({
  /** Versions, for the table's foot. */
  says: z.string(),
  /** `cpu`, or the GPU's name. */
  device: z.string(),
  /** Milliseconds that building the step took: optimiser, and a trace where it is made ahead. */
  open_ms: z.number(),
  /** `epoch` alone: how many steps it has. */
  steps: z.number().optional(),
});

export const wentSchema = z.object({
  /** Wall time of each step. */
  ms: z.array(z.number()),
  /** The loss of each step, or all logits where it predicts; null for what is no finite number. */
  values: z.array(z.number().nullable()),
});

export const closedSchema = z.object({
  /** Largest resident set so far, MiB. */
  peak_mb: z.number(),
});

/** What a process answers where it cannot go on: a sentence for people. */
export const refusedSchema = z.object({ error: z.string() });

export type Opened = z.infer<typeof openedSchema>;
export type Went = z.infer<typeof wentSchema>;
export type Closed = z.infer<typeof closedSchema>;
