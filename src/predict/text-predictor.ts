/** One text and who asks; the target is the word that the emotions are about. */
export type Question = {
  text: string;
  target?: string | undefined;
  /** A run by its number; the best one where it is left out. */
  run?: string | undefined;
  /** An ensemble by the number of its submission, in place of a run. */
  submission?: string | undefined;
  /** Who asks: each person has one question at a time. */
  person: string;
};

export type Prediction = {
  /** What answered: one of the two, by its number. */
  run?: string;
  submission?: string;
  /**
   * In the task's order. The threshold that was tuned on dev is null for an ensemble: its own cut, tuned or not, lies at a
   * probability of 0.5.
   */
  labels: { label: string; probability: number; tunedThreshold: number | null }[];
  /** Whether the model was told of the target. */
  usesTarget: boolean;
  /** Of dev, for what the answer is worth; of an ensemble that was fitted on dev, the cross-fitted one. */
  microF1: number;
};

/** Whoever answers texts: a run's model, or an ensemble's. */
export interface TextPredictor {
  /** @throws UserError where nothing can answer, or the person has a question open */
  predict(question: Question): Promise<Prediction>;
  stop(): Promise<void>;
}
