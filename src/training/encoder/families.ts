import type { EncoderConfig } from '../encoder-config.js';
import { bert } from './bert.js';
import { electra } from './electra.js';
import { layerShapes } from './encoder-layer.js';
import type { Family } from './family.js';
import { roberta } from './roberta.js';
import type { Shapes } from './shapes.js';

const FAMILIES: Record<EncoderConfig['model_type'], Family> = { bert, electra, roberta };

export const familyOf = ({ model_type }: EncoderConfig): Family => FAMILIES[model_type];

/** What transformers calls a classifier of each family. */
export const CLASSIFIERS: Record<EncoderConfig['model_type'], string> = {
  bert: 'BertForSequenceClassification',
  electra: 'ElectraForSequenceClassification',
  roberta: 'RobertaForSequenceClassification',
};

/** The parameters by depth: embeddings at 0, layer i at i + 1, the head last. */
export function shapesByDepth(config: EncoderConfig): Shapes[] {
  const family = familyOf(config);
  const layers = Array.from({ length: config.num_hidden_layers }, (_, i) =>
    layerShapes(`${family.prefix}.encoder.layer.${i}`, config),
  );
  const labels = Object.keys(config.id2label).length;
  return [family.embeddingShapes(config), ...layers, family.headShapes(config, labels)];
}
