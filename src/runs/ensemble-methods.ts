/** How members become one answer; docs/ensembles.md has each in a sentence. */
export const ENSEMBLE_METHODS = [
  'soft',
  'logits',
  'rank',
  'hard',
  'weighted',
  'label_weights',
  'greedy',
  'stack',
] as const;
export type EnsembleMethod = (typeof ENSEMBLE_METHODS)[number];

/** Cut at 0.5, or each label where its F1 is best. Votes are cut by the vote. */
export const CUTS = ['half', 'tuned'] as const;
