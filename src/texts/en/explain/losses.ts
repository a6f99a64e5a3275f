/** The loss functions. */
export const losses = {
  bce: {
    name: 'binary cross-entropy',
    text: 'Each label is a yes-or-no question of its own; the loss is −log p where the label is there and −log(1−p) where it is not. Nothing is weighted: most labels are absent in most texts, so the absent ones make up most of the sum. The place to start, and the baseline of every comparison.',
  },
  asl: {
    name: 'asymmetric loss',
    text: 'BCE with two changes for labels that are mostly absent. Entries that are right already count less: times (1−p)^gamma_pos where the label is there, times p^gamma_neg where it is not, with a stronger gamma for the absent ones. And p of absent labels is lowered by clip first, so that easy ones cost nothing at all. The few positives weigh more in the gradient.',
  },
  apl: {
    name: 'asymmetric polynomial loss',
    text: 'ASL in which the logarithm is seen as a polynomial whose first coefficients may be changed: for labels that are there, epsilon_pos is taken off the first and half of epsilon_pos_pow off the second; epsilon_neg is for those that are not. With all three at 0 it is ASL. As published it pulls harder at positives of middling probability. What the team’s retrospective calls “ASL” is this one.',
  },
  focal: {
    name: 'focal loss',
    text: 'BCE times (1−p_t)^gamma, where p_t is the probability of what is true: hard entries count more, whether the label is there or not. alpha weighs the positives and 1−alpha the negatives; with the published alpha of 0.25 the positives count less, which the focus makes up for.',
  },
  asl_oneonlee: {
    name: 'asymmetric loss of an entry to the task',
    text: 'The asymmetric loss in the code of one entry to the 2023 task (oneonlee/KR-Emotional-Analysis): no clip, and 0.1 is added inside the logarithms, so that no entry costs more than 2.3. The gradient flows through the focus weights, unlike in ASL as published.',
  },
} as const;
