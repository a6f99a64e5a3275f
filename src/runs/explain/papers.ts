import type { ExplainName } from './explain.js';

const RIDNIK = 'Ridnik et al. 2021, “Asymmetric Loss For Multi-Label Classification”, ICCV';
const HUANG = 'Huang et al. 2023, “Asymmetric Polynomial Loss for Multi-Label Classification”, ICASSP';
const LIN = 'Lin et al. 2017, “Focal Loss for Dense Object Detection”, ICCV';
const DEVLIN = 'Devlin et al. 2019, “BERT: Pre-training of Deep Bidirectional Transformers”, NAACL';
const ADAMW = 'Loshchilov and Hutter 2019, “Decoupled Weight Decay Regularization”, ICLR';
const VIZIER = 'Golovin et al. 2017, “Google Vizier: A Service for Black-Box Optimization”, KDD';
const SECHIDIS = 'Sechidis et al. 2011, “On the Stratification of Multi-Label Data”, ECML PKDD';
const THRESHOLDS = 'Fan and Lin 2007, “A Study on Threshold Selection for Multi-label Classification”';
const DIETTERICH = 'Dietterich 2000, “Ensemble Methods in Machine Learning”';

/** Where an idea was published, for who wants to read on. What is Labmate's own, or everybody's, has none. */
export const PAPERS: Partial<Record<ExplainName, string>> = {
  ...{ asl: RIDNIK, gamma_neg: RIDNIK, gamma_pos: RIDNIK, clip: RIDNIK, detach: RIDNIK },
  ...{ apl: HUANG, epsilon_pos: HUANG, epsilon_pos_pow: HUANG, epsilon_neg: HUANG, reduction: RIDNIK },
  ...{ focal: LIN, gamma: LIN, alpha: LIN },
  label_smoothing: 'Szegedy et al. 2016, “Rethinking the Inception Architecture for Computer Vision”, CVPR',
  model:
    'Devlin et al. 2019 (BERT), Liu et al. 2019 (RoBERTa), Clark et al. 2020 (ELECTRA), Park et al. 2021 (KLUE)',
  ...{ epochs: DEVLIN, linear: DEVLIN, decay: ADAMW, adamw: ADAMW },
  warmup: 'Goyal et al. 2017, “Accurate, Large Minibatch SGD: Training ImageNet in 1 Hour”',
  cosine: 'Loshchilov and Hutter 2017, “SGDR: Stochastic Gradient Descent with Warm Restarts”, ICLR',
  layer_decay: 'Howard and Ruder 2018, “Universal Language Model Fine-tuning for Text Classification”, ACL',
  grad_clip: 'Pascanu et al. 2013, “On the difficulty of training recurrent neural networks”, ICML',
  dropout:
    'Srivastava et al. 2014, “Dropout: A Simple Way to Prevent Neural Networks from Overfitting”, JMLR',
  patience: 'Prechelt 1998, “Early Stopping – But When?”',
  precision: 'Micikevicius et al. 2018, “Mixed Precision Training”, ICLR',
  ...{ folds: SECHIDIS, out_of_fold: SECHIDIS },
  seeds:
    'Dodge et al. 2020, “Fine-Tuning Pretrained Language Models: Weight Initializations, Data Orders, and Early Stopping”',
  target: 'Baldini Soares et al. 2019, “Matching the Blanks”, ACL (markers around a word)',
  ...{ threshold: THRESHOLDS, tuned_threshold: THRESHOLDS },
  confusion: 'Heydarian et al. 2022, “MLCM: Multi-Label Confusion Matrix”, IEEE Access',
  random_search: 'Bergstra and Bengio 2012, “Random Search for Hyper-Parameter Optimization”, JMLR',
  tpe: 'Bergstra et al. 2011, “Algorithms for Hyper-Parameter Optimization”, NeurIPS',
  ...{ pruning: VIZIER, median_pruner: VIZIER },
  halving: 'Jamieson and Talwalkar 2016, “Non-stochastic Best Arm Identification”; Li et al. 2020 (ASHA)',
  importance: 'Breiman 2001, “Random Forests”',
  bootstrap:
    'Efron and Tibshirani 1993, “An Introduction to the Bootstrap”; Koehn 2004, “Statistical Significance Tests”',
  ...{ ensemble: DIETTERICH, soft_vote: DIETTERICH, hard_vote: DIETTERICH },
  greedy: 'Caruana et al. 2004, “Ensemble Selection from Libraries of Models”, ICML',
  stacking: 'Wolpert 1992, “Stacked Generalization”',
};
