import { say } from '../texts/texts.js';
import type { OptionDef } from './option-def.js';

export const LOSSES = ['bce', 'asl', 'apl', 'focal', 'asl_oneonlee'] as const;
export type LossName = (typeof LOSSES)[number];
export const REDUCTIONS = ['mean', 'sum'] as const;

/** Factors on the loss of positives: `balanced` (negatives per positive in the training data), one, or one a label. */
const WEIGHTS = /^(balanced|\d+(\.\d+)?(,\d+(\.\d+)?)*)$/;

export const lossOptions = {
  loss: {
    kind: 'choice',
    choices: LOSSES,
    description: 'bce; asl = asymmetric (Ridnik 2021); apl = asymmetric polynomial (Huang 2023); focal',
    example: 'loss:asl',
    source:
      'Ridnik et al. 2021 (arXiv:2009.14119); Huang et al. 2023 (APL); Lin et al. 2017 (arXiv:1708.02002)',
  },
  gamma_neg: {
    kind: 'number',
    min: 0,
    max: 10,
    description: 'ASL/APL: focus on hard negatives',
    example: 'gamma_neg:4',
    source: 'Ridnik et al. 2021 (arXiv:2009.14119): focus of the negatives, 4 as released',
  },
  gamma_pos: {
    kind: 'number',
    min: 0,
    max: 10,
    description: 'ASL/APL: focus on hard positives',
    example: 'gamma_pos:1',
    source: 'Ridnik et al. 2021 (arXiv:2009.14119): focus of the positives, 1 as released',
  },
  clip: {
    kind: 'number',
    min: 0,
    max: 0.5,
    description: 'ASL/APL: probability margin of negatives',
    example: 'clip:0.05',
    source: 'Ridnik et al. 2021 (arXiv:2009.14119), asymmetric probability shifting: 0.05',
  },
  detach: {
    kind: 'flag',
    slash: false,
    description: 'ASL/APL: focus weights are constants for the gradient, as published',
    example: 'detach:true',
    before: null,
    source: 'Alibaba-MIIL/ASL, disable_torch_grad_focal_loss',
  },
  epsilon_pos: {
    kind: 'number',
    slash: false,
    min: -10,
    max: 10,
    description: 'APL: first coefficient of positives, on 1 - p',
    example: 'epsilon_pos:1',
    before: null,
    source: 'Huang et al. 2023, asymmetric polynomial loss (LUMIA-Group/APL)',
  },
  epsilon_pos_pow: {
    kind: 'number',
    slash: false,
    min: -10,
    max: 10,
    description: 'APL: second coefficient of positives, on (1 - p)^2 / 2',
    example: 'epsilon_pos_pow:-2.5',
    before: null,
    source: 'Huang et al. 2023, asymmetric polynomial loss (LUMIA-Group/APL)',
  },
  epsilon_neg: {
    kind: 'number',
    slash: false,
    min: -10,
    max: 10,
    description: 'APL: first coefficient of negatives, on the shifted 1 - p',
    example: 'epsilon_neg:0',
    before: null,
    source: 'Huang et al. 2023, asymmetric polynomial loss (LUMIA-Group/APL)',
  },
  gamma: {
    kind: 'number',
    slash: false,
    min: 0,
    max: 10,
    description: 'Focal: focus on hard entries',
    example: 'gamma:2',
    before: null,
    source: "Lin et al. 2017 (arXiv:1708.02002); torchvision's sigmoid_focal_loss",
  },
  alpha: {
    kind: 'number',
    slash: false,
    min: -1,
    max: 1,
    description: 'Focal: weight of positives (negatives get 1 - alpha); -1 turns it off',
    example: 'alpha:0.25',
    before: null,
    source: "Lin et al. 2017 (arXiv:1708.02002); torchvision's sigmoid_focal_loss",
  },
  pos_weight: {
    kind: 'text',
    slash: false,
    maxLength: 200,
    pattern: WEIGHTS,
    allowed: say('optionErrors.allowed_weights'),
    description: 'BCE: factor on the loss of positives; balanced = negatives per positive, for each label',
    example: 'pos_weight:balanced',
    before: null,
    source: "PyTorch's BCEWithLogitsLoss, pos_weight",
  },
  label_smoothing: {
    kind: 'number',
    slash: false,
    min: 0,
    max: 0.9,
    description: 'Targets move this share of the way to 0.5',
    example: 'label_smoothing:0.1',
    before: 0,
    source: 'Szegedy et al. 2016 (arXiv:1512.00567), section 7',
  },
  reduction: {
    kind: 'choice',
    slash: false,
    choices: REDUCTIONS,
    description:
      'mean over all entries: grad_clip means the same for each loss; sum = as ASL/APL were published',
    example: 'reduction:mean',
    before: 'mean',
  },
} as const satisfies Record<string, OptionDef>;

/**
 * The parameters that each loss has, with their published defaults: ASL by Ridnik et al. 2021 (Alibaba-MIIL/ASL), APL by
 * Huang et al. 2023 (LUMIA-Group/APL), focal by Lin et al. 2017 (torchvision's `sigmoid_focal_loss`).
 */
export const LOSS_PARAMETERS = {
  bce: { pos_weight: null },
  asl: { gamma_neg: 4, gamma_pos: 1, clip: 0.05, detach: true },
  apl: {
    ...{ gamma_neg: 4, gamma_pos: 0, clip: 0.05, detach: true },
    ...{ epsilon_pos: 1, epsilon_pos_pow: -2.5, epsilon_neg: 0 },
  },
  focal: { gamma: 2, alpha: 0.25 },
  asl_oneonlee: { gamma_neg: 4, gamma_pos: 0 },
} as const satisfies Record<LossName, Partial<Record<keyof typeof lossOptions, unknown>>>;

/** Every parameter that belongs to some losses only: null in the spec of a run with another loss. */
export const LOSS_PARAMETER_NAMES = [
  ...new Set(Object.values(LOSS_PARAMETERS).flatMap((parameters) => Object.keys(parameters))),
] as LossParameter[];

export type LossParameter = {
  [L in LossName]: keyof (typeof LOSS_PARAMETERS)[L];
}[LossName];
