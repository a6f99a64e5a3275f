export const help = {
  title: 'Labmate: experiments in this channel',
  about:
    'Queue a training run with `/train` and say why with `intent`. The run gets a card that follows it, a thread to talk about it, a row in the sheet, and its result here.',
  commands: 'Commands',
  try: 'Try',
  question: 'does ASL help rare emotions?',
  models: 'Models',
  default: '{{model}} (default)',
  checkpoints: 'Pre-trained: {{names}}, any encoder of the hub as `model:owner/name`, or a folder',
  losses: 'Losses',
  loss: {
    bce: '**bce** binary cross-entropy, each emotion by itself',
    asl: '**asl** asymmetric loss (Ridnik et al. 2021): easy negatives count less; `gamma_neg`, `gamma_pos`, `clip`',
    apl: '**apl** asymmetric polynomial loss (Huang et al. 2023): ASL with polynomial terms; the same three options',
    focal: '**focal** focal loss (Lin et al. 2017): easy entries count less; `gamma`, `alpha` (in `set`)',
    asl_oneonlee:
      "**asl_oneonlee** the ASL of oneonlee's entry to the task: bounded, without a margin; `gamma_neg`, `gamma_pos`",
  },
} as const;
