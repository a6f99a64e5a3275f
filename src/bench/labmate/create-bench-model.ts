import { join } from 'node:path';
import { projectRoot } from '../../config/settings.js';
import type { Tensorflow } from '../../tensorflow/engine.js';
import { newEncoderConfig } from '../../training/encoder-config.js';
import { EncoderModel } from '../../training/encoder-model.js';
import { Tokenizer } from '../../training/tokenizer/tokenizer.js';
import type { BenchConfig } from '../bench-config.js';

const TOKENIZER = join(projectRoot, 'configs', 'tokenizers', 'kote8-wordpiece');
const SEED = 1;

/** Words of the models whose texts are made up: about as many as Korean encoders have. */
export const VOCABULARY = 30_000;

/**
 * The ELECTRA encoder of a configuration with random weights, the same ones each time.
 * @param vocabulary words in its table; as many as the sample data's tokenizer has where it is left out
 */
export async function createBenchModel(
  tf: Tensorflow,
  { layers, width, dropout, length }: BenchConfig,
  { labels, vocabulary }: { labels: readonly string[]; vocabulary?: number },
): Promise<EncoderModel> {
  const tokenizer = await Tokenizer.load(TOKENIZER);
  const settings = {
    tokenizer: TOKENIZER,
    family: 'electra' as const,
    layers,
    hidden: width,
    heads: width / 64,
    intermediate: 4 * width,
  };
  const config = newEncoderConfig(settings, { tokenizer, labels, dropout });
  if (vocabulary !== undefined) config.vocab_size = vocabulary;
  return new EncoderModel(tf, {
    config,
    tokenizer,
    maxlen: length,
    seed: SEED,
  });
}
