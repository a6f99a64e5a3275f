import type { z } from 'zod';
import type { RunFile } from '../runs/run-folder.js';
import type { Tensorflow } from '../tensorflow/engine.js';
import { UserError } from '../user-error.js';
import { encoderSettingsSchema, newEncoderConfig } from './encoder-config.js';
import { EncoderModel } from './encoder-model.js';
import type { Model } from './model.js';
import { NgramModel, ngramSettingsSchema } from './ngram-model.js';
import { Tokenizer } from './tokenizer/tokenizer.js';

/**
 * The model of a run with its first weights.
 * @throws UserError `model.settings` naming what the catalogue entry has wrong, `tokenizer.files`
 */
export async function createModel(tf: Tensorflow, { model, spec, task }: RunFile): Promise<Model> {
  const { labels } = task;
  const { maxlen, dropout, seed } = spec;
  switch (model.kind) {
    case 'ngram': {
      const settings = parseSettings(ngramSettingsSchema, model.settings, spec.model);
      return new NgramModel(tf, { ...settings, labels, maxlen, dropout });
    }
    case 'encoder': {
      const settings = parseSettings(encoderSettingsSchema, model.settings, spec.model);
      const tokenizer = await Tokenizer.load(settings.tokenizer);
      const config = newEncoderConfig(settings, { tokenizer, labels, dropout });
      return new EncoderModel(tf, { config, tokenizer, maxlen, seed });
    }
  }
}

function parseSettings<T>(schema: z.ZodType<T>, settings: unknown, name: string): T {
  const checked = schema.safeParse(settings);
  if (checked.success) return checked.data;
  const problems = checked.error.issues.map(({ path, message }) => `${path.join('.') || 'all'}: ${message}`);
  throw new UserError(
    'model.settings',
    `The settings of model ${name} are not valid (${problems.join('; ')}). Mend its entry in configs/models.yaml and start the run again.`,
  );
}
