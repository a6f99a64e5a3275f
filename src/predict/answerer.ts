import type { Prediction } from './text-predictor.js';

/** What answers a text: a run, or an ensemble. */
export type Answerer = {
  named: Pick<Prediction, 'run' | 'submission'>;
  /** Of dev. */
  microF1: number;
  /** The checkpoints that have to be loaded, each once. */
  folders: string[];
  /** @param logits what each checkpoint says of the text, [folders, labels] */
  answer: (logits: readonly (readonly number[])[]) => Prediction['labels'];
};
