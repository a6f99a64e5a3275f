import { join } from 'node:path';
import { z } from 'zod';
import type { TextSettings } from '../../runs/text-fields.js';
import type { Tensorflow } from '../../tensorflow/engine.js';
import { textsIn } from '../../texts/texts.js';
import { UserError } from '../../user-error.js';
import type { Model } from '../model.js';
import { NgramModel, ngramSettingsSchema } from '../ngram-model.js';
import { type LabmateSection, labmateSectionSchema } from '../text/labmate-section.js';
import { openWeights } from '../weights/open-weights.js';
import { loadEncoder } from './load-encoder.js';
import { readConfig } from './read-config.js';

/** Hugging Face's and our own other fields stand beside these. */
const ngramConfigSchema = z.object({
  ...ngramSettingsSchema.shape,
  labels: z.array(z.string()).min(1),
  max_characters: z.number().int().positive(),
});

export type TrainedModel = {
  model: Model;
  /** How its texts are made; where the checkpoint does not say: as they stand, the target beside them. */
  settings: LabmateSection;
  /** What to know of how it was loaded, a line each. */
  lines: string[];
};

/**
 * A model to predict with, from the checkpoint of a run or any other classifier of the task.
 * @param labels the task's: the order of the logits
 * @param maxlen longest input in tokens; the checkpoint's where left out
 * @param changes how texts are made in place of what the checkpoint says
 * @throws UserError naming the file and the cure: `checkpoint.…`, `tokenizer.files`
 */
export async function loadTrained(
  tf: Tensorflow,
  folder: string,
  {
    labels,
    maxlen,
    changes = {},
  }: { labels: readonly string[]; maxlen?: number; changes?: Partial<TextSettings> },
): Promise<TrainedModel> {
  const config = await readConfig(folder);
  const own = readSection(config, folder);
  const settings = { ...own, ...changes };
  const lines = changeLines(own, changes);
  const longest = maxlen ?? settings.maxlen;
  if (config.model_type === 'labmate-ngram')
    return { model: await loadNgrams(tf, folder, config, { labels, maxlen }), settings, lines };
  const marks = settings.target === 'mark';
  const options = { labels, seed: 0, marks, freshHead: false, ...(longest && { maxlen: longest }) };
  const loaded = await loadEncoder(tf, folder, options);
  return { model: loaded.model, settings, lines: [...loaded.lines.map(textsIn('en').say), ...lines] };
}

function changeLines(own: LabmateSection, changes: Partial<TextSettings>): string[] {
  return Object.entries(changes)
    .filter(([name, value]) => own[name as keyof TextSettings] !== value)
    .map(
      ([name, value]) =>
        `texts are made with ${name}:${String(value)}, where the checkpoint has ${name}:${String(own[name as keyof TextSettings])}`,
    );
}

function readSection(config: Record<string, unknown>, folder: string): LabmateSection {
  const checked = labmateSectionSchema.safeParse(config.labmate ?? {});
  if (checked.success) return checked.data;
  throw new UserError(
    'checkpoint.config',
    `${join(folder, 'config.json')}: its part “labmate” is not valid (${checked.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}). Mend it, or take it out to read texts as they stand.`,
  );
}

async function loadNgrams(
  tf: Tensorflow,
  folder: string,
  config: Record<string, unknown>,
  { labels, maxlen }: { labels: readonly string[]; maxlen: number | undefined },
): Promise<NgramModel> {
  const checked = ngramConfigSchema.safeParse(config);
  if (!checked.success)
    throw new UserError(
      'checkpoint.config',
      `${join(folder, 'config.json')} is no whole n-gram model's. Take the checkpoint of another run.`,
    );
  const { labels: own, max_characters, orders, buckets, scale } = checked.data;
  if (String(own) !== String(labels))
    throw new UserError(
      'checkpoint.labels',
      `The checkpoint in ${folder} is for the labels ${own.join(', ')}, not the task's. Predict with a checkpoint that was trained for the task.`,
    );
  const model = new NgramModel(tf, {
    ...{ orders, buckets, scale, labels, maxlen: maxlen ?? max_characters, dropout: 0 },
  });
  const weights = await openWeights(folder);
  try {
    for (const { name, variable } of model.variables) {
      if (String(weights.shapes.get(name)) !== String(variable.shape))
        throw new UserError(
          'checkpoint.shape',
          `The weights in ${folder} have no ${name} of [${variable.shape.join(', ')}], which its config.json asks for. Take the checkpoint of another run.`,
        );
      const values = await weights.read(name);
      tf.tidy(() => variable.assign(tf.tensor(values, variable.shape)));
    }
  } finally {
    await weights.close();
  }
  return model;
}
