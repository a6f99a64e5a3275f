/** Several trainings of one run: folds and seeds. */
export const parts = {
  folds: '{{folds}} folds',
  seeds: '{{seeds}} seeds',
  both: '{{folds}} x {{seeds}}',
  line: '{{name}}: dev {{mean}} ± {{sd}} each, {{averaged}} averaged',
  line_oof: '{{name}}: out-of-fold {{oof}}, dev {{mean}} ± {{sd}} each, {{averaged}} averaged',
  average: 'run {{run}} is the average of {{name}}',
  average_each: 'run {{run}} is the average of {{name}} ({{mean}} ± {{sd}} each)',
  single: 'run {{run}} is a single model',
  mixed: 'Averaging by itself changes scores: train both alike to compare their settings.',
  judges: 'Without folds the best epoch was chosen by dev, which flatters.',
  mean: '{{run}} (mean of {{name}})',
  mean_held_out: '{{run}} (mean of {{name}}, held out)',
} as const;
