/** One text and who asks; the target is the word that the emotions are about. */
export type Question = {
  text: string;
  target?: string | undefined;
  /** A run by its number; the best one where it is left out. */
  run?: string | undefined;
  /** Who asks: each person has one question at a time. */
  person: string;
};

export type Prediction = {
  /** What answered, for people: the number of a run. */
  run: string;
  /** In the task's order. */
  labels: { label: string; probability: number; tunedThreshold: number }[];
  /** Whether the model was told of the target. */
  usesTarget: boolean;
  /** Of dev, for what the answer is worth. */
  microF1: number;
};

/** Whoever answers texts: a run's model, and later perhaps an ensemble. */
export interface TextPredictor {
  /** @throws UserError where nothing can answer, or the person has a question open */
  predict(question: Question): Promise<Prediction>;
  stop(): Promise<void>;
}
