/** What stands in pictures, and their alternative texts. */
export const charts = {
  epoch: 'epoch',
  loss: 'loss',
  micro: 'dev micro-F1',
  train_loss: 'train loss',
  dev_loss: 'dev loss',
  curve: {
    title: 'Run {{run}} · {{loss}} on {{model}} · lr {{lr}}',
    parts_alt:
      'Learning curves of run {{run}}: {{judged}} micro-F1 of each part by epoch, and their mean. {{parts}}.',
    alt: 'Learning curve of run {{run}}: dev micro-F1 reaches {{score}} at epoch {{epoch}} of {{epochs}}.',
  },
  parts: {
    mean: 'mean of {{parts}} parts',
    each: 'each part',
    held_out: 'held-out micro-F1',
  },
  compared: {
    curves: 'Dev micro-F1 by epoch',
    curves_micro: 'Micro-F1 by epoch',
    curves_alt:
      'Dev micro-F1 by epoch: run {{first}} ends at {{first_score}}, run {{second}} at {{second_score}}, each at its best epoch.',
    labels: 'F1 of each label (* the interval is off zero)',
    labels_alt: 'F1 of each label, run {{second}} against run {{first}}: {{labels}}.',
  },
  importance: {
    title: 'Which options mattered ({{runs}} runs)',
    matters: 'more than chance',
    chance: 'not told from chance',
    axis: 'rise of the error without it (share of variance)',
    alt: 'Importance of each option: {{options}}; chance ends at {{chance}}.',
  },
  data: {
    shares: '{{name}}: % of texts with each label',
    shares_alt: 'Bars: share of texts with each label in train and dev, in percent. {{labels}}.',
    share: '{{label}} {{train}} and {{dev}}',
    pairs: '{{name}}, train: of texts with the row’s label, % with the column’s, too',
    pairs_alt:
      'Heat map of which labels go together in train, against chance, from most to least: {{pairs}}.',
    pair: '{{one}} and {{other}} {{times}} times',
    few: 'too few texts to tell',
    chance: 'as by chance',
  },
  sweep: {
    title_one: 'Sweep {{sweep}} · {{count}} run',
    title_other: 'Sweep {{sweep}} · {{count}} runs',
    best: 'best {{score}}, run {{run}}',
    where: '{{name}} (where the loss has it)',
    alt: 'Dev micro-F1 of {{runs}} runs against {{names}}.',
    pruned: 'Rings are runs that were stopped early.',
    best_alt: 'The best, a green star, is run {{run}}: {{score}} with {{values}}.',
  },
} as const;
