/** Options of the losses. */
export const lossOptions = {
  loss: {
    name: 'loss function',
    text: 'What training makes small. bce asks each label by itself; asl, apl and focal let hard or rare entries count more. Losses of two different functions cannot be compared as numbers: compare dev micro-F1.',
  },
  gamma_neg: {
    name: 'focus on hard negatives',
    text: 'In ASL and APL the loss of an absent label is multiplied by p^gamma_neg (after clip): at 4 an absent label with p 0.5 counts a sixteenth (without clip). 0 turns it off. Larger values leave the easy negatives to themselves and usually raise recall at the price of precision.',
  },
  gamma_pos: {
    name: 'focus on hard positives',
    text: 'In ASL and APL the loss of a label that is there is multiplied by (1−p)^gamma_pos. 0 turns it off; it should stay below gamma_neg, since positives are rare and none should be given away.',
  },
  clip: {
    name: 'probability margin of negatives',
    text: 'ASL and APL take this much off the probability of absent labels before anything else. Negatives below it cost nothing, and very confident mistakes, often wrong annotations, pull less. 0 turns it off.',
  },
  detach: {
    name: 'focus weights as constants',
    text: 'Whether the focus weights of ASL and APL count as constants when the gradient is taken, as in the published code (true), or whether the gradient flows through them, too (false). The value of the loss is the same.',
  },
  epsilon_pos: {
    name: 'first coefficient of positives',
    text: 'APL adds epsilon_pos × (1−p) to the logarithm of positives, that is, subtracts it from the loss: its first polynomial coefficient becomes 1 − epsilon_pos. With 1, as published, that term is gone.',
  },
  epsilon_pos_pow: {
    name: 'second coefficient of positives',
    text: 'APL adds epsilon_pos_pow × (1−p)²/2 to the logarithm of positives: the second polynomial coefficient of the loss becomes (1 − epsilon_pos_pow)/2. With −2.5, as published, positives of middling probability are pulled harder.',
  },
  epsilon_neg: {
    name: 'first coefficient of negatives',
    text: 'APL adds epsilon_neg × q to the logarithm of negatives, where q is 1−p plus clip, at most 1. 0, as published, leaves the negatives as ASL has them.',
  },
  gamma: {
    name: 'focus of focal loss',
    text: 'Focal loss multiplies each entry by (1−p_t)^gamma: at 2 an entry with 0.9 for what is true counts a hundredth. 0 is BCE, weighted by alpha.',
  },
  alpha: {
    name: 'weight of positives in focal loss',
    text: 'Focal loss multiplies entries whose label is there by alpha and the others by 1−alpha. −1 turns the weights off.',
  },
  pos_weight: {
    name: 'weight of positives in BCE',
    text: 'A factor on the loss of labels that are there: one for all, or one a label. balanced takes negatives per positive of each label in the training data, so that both sides weigh alike; rare labels are predicted more often then.',
  },
  label_smoothing: {
    name: 'label smoothing',
    text: 'Targets move this share of the way from 0 or 1 to 0.5, so that the model is not driven to be ever more certain. It can help where annotators disagree.',
  },
  reduction: {
    name: 'mean or sum of the loss',
    text: 'How the losses of a batch’s entries become one number. With mean, lr and grad_clip mean the same for every batch size and loss; sum adds them up, as ASL and APL were published, so that gradients are larger by batch × labels.',
  },
} as const;
