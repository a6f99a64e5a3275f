import type { z } from 'zod';
import type { RunFile } from '../runs/run-folder.js';
import type { Tensorflow } from '../tensorflow/engine.js';
import type { Said } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import { checkpointSettingsSchema, type Download, findCheckpoint } from './checkpoint/find-checkpoint.js';
import { loadEncoder } from './checkpoint/load-encoder.js';
import { encoderSettingsSchema, newEncoderConfig } from './encoder-config.js';
import { EncoderModel } from './encoder-model.js';
import type { Model } from './model.js';
import { NgramModel, ngramSettingsSchema } from './ngram-model.js';
import { TARGET_MARKERS } from './text/prepare-text.js';
import { Tokenizer } from './tokenizer/tokenizer.js';

export type CreatedModel = {
  model: Model;
  /** Where the weights came from, and what to know of that; undefined for models from scratch. */
  origin: { from: string; lines: Said[]; pin?: { hub: string; commit: string } } | undefined;
};

/**
 * The model of a run with its first weights.
 * @throws UserError `model.settings` naming what the catalogue entry has wrong; what findCheckpoint and loadEncoder throw
 */
export async function createModel(
  tf: Tensorflow,
  { model, spec, task }: RunFile,
  { onDownload, signal }: { onDownload: (download: Download) => void; signal?: AbortSignal },
): Promise<CreatedModel> {
  const { labels } = task;
  const { maxlen, dropout, seed } = spec;
  const marks = spec.target === 'mark';
  switch (model.kind) {
    case 'ngram': {
      const settings = parseSettings(ngramSettingsSchema, model.settings, spec.model);
      return { model: new NgramModel(tf, { ...settings, labels, maxlen, dropout }), origin: undefined };
    }
    case 'encoder': {
      const settings = parseSettings(encoderSettingsSchema, model.settings, spec.model);
      const plain = await Tokenizer.load(settings.tokenizer);
      const tokenizer = marks ? plain.withTokens(TARGET_MARKERS) : plain;
      const config = newEncoderConfig(settings, { tokenizer, labels, dropout });
      return { model: new EncoderModel(tf, { config, tokenizer, maxlen, seed }), origin: undefined };
    }
    case 'checkpoint': {
      const settings = parseSettings(checkpointSettingsSchema, model.settings, spec.model);
      const { folder, from, pin } = await findCheckpoint(settings, {
        onDownload,
        ...(signal && { signal }),
      });
      const options = { labels, maxlen, dropout, seed, marks, freshHead: true };
      const loaded = await loadEncoder(tf, folder, options);
      // Of a folder, what was typed: its whole path is the host's own affair.
      const source = pin ? { from, pin } : { from: spec.model };
      return { model: loaded.model, origin: { ...source, lines: loaded.lines } };
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
