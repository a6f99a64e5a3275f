import type { TextSettings } from '../runs/text-fields.js';
import type { Example } from '../task/read-examples.js';
import type { Features, Model } from './model.js';
import { prepareText } from './text/prepare-text.js';

/** Texts between two pauses. */
const AT_ONCE = 256;

/**
 * What a model reads of examples, in their order.
 * @param pause awaited every few hundred texts; what it throws ends the work
 */
export async function encode(
  model: Pick<Model, 'encode'>,
  examples: readonly Example[],
  settings: TextSettings,
  pause: () => Promise<void> = () => Promise.resolve(),
): Promise<Features[]> {
  const features: Features[] = [];
  for (const [index, example] of examples.entries()) {
    if (index % AT_ONCE === 0) await pause();
    const { text, pair } = prepareText(example, settings);
    features.push(model.encode(text, pair));
  }
  return features;
}
