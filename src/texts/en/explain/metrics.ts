/** Scores and what they are made of. */
export const metrics = {
  micro_f1: {
    name: 'micro-F1',
    text: 'The task’s score: all labels of all texts in one pot, then F1, the harmonic mean of precision and recall: 2·TP / (2·TP + FP + FN). Frequent labels count most. At threshold 0.5 on dev it ranks the runs.',
  },
  macro_f1: {
    name: 'macro-F1',
    text: 'F1 of each label, then their plain mean: a rare emotion counts as much as a frequent one. Where it moves and micro-F1 does not, something happened with rare labels.',
  },
  weighted_f1: {
    name: 'weighted F1',
    text: 'The mean of the labels’ F1, each weighted by how many texts have the label.',
  },
  samples_f1: {
    name: 'samples F1',
    text: 'F1 of each text’s set of labels, then the mean over texts. A text with nothing true and nothing predicted counts 0, as in scikit-learn.',
  },
  label_f1: {
    name: 'F1 of one label',
    text: 'Precision and recall of one emotion in one number, at threshold 0.5. Read it with its support: with 10 examples one more hit moves it by several points.',
  },
  precision_score: {
    name: 'precision',
    text: 'Of all labels that were predicted, the share that is true. A higher threshold raises it. (The option precision is about numbers in training.)',
  },
  recall: {
    name: 'recall',
    text: 'Of all labels that are true, the share that was predicted. A lower threshold raises it.',
  },
  support: {
    name: 'support',
    text: 'How many texts of the dev file have the label. The smaller, the noisier its F1.',
  },
  exact_match: {
    name: 'exact match',
    text: 'Share of texts with all labels right, also called subset accuracy. Strict: one label too many counts like all of them wrong.',
  },
  hamming_loss: {
    name: 'Hamming loss',
    text: 'Share of wrong entries, of all labels of all texts; lower is better. Predicting nothing scores well where labels are rare, so look at F1 beside it.',
  },
  average_precision: {
    name: 'average precision',
    text: 'The area under precision against recall, over all thresholds: how well a label’s scores are ordered, whatever the threshold. A label with a good one and a bad F1 needs another threshold.',
  },
  threshold: {
    name: 'threshold',
    text: 'A label is predicted where its probability is at least this; 0.5 unless said otherwise.',
  },
  tuned_threshold: {
    name: 'tuned thresholds',
    text: 'For each label the threshold of 0.05, 0.10, … 0.95 that gives it the best F1 on dev. Chosen on the same texts that it is scored on, so its score flatters: it stands beside micro-F1 at 0.5, and never ranks.',
  },
  confusion: {
    name: 'confusion of labels',
    text: 'Which emotion is predicted where another one is missed. A text may have several: a wrong label counts in the rows of what was missed, or, where nothing was missed, of all that is true; what was missed with nothing in its place counts as “nothing”. Numbers are percent of the row.',
  },
  public_score: {
    name: 'public score',
    text: 'What the competition’s leaderboard said of a submission, noted with /score. The only number that was not seen while choosing, if few are handed in.',
  },
} as const;
