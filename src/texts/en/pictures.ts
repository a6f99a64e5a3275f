/** What is written in and about pictures. */
export const pictures = {
  nothing: 'nothing',
  confusionAxes: 'rows: what is true · columns: what was predicted · % of the row',
  f1Axis: 'F1 at threshold 0.5 (examples) · dashed: micro-F1 {{micro}}',
  bestSoFar: 'best so far',
  lossOfTrue: 'label is there: loss',
  lossOfAbsent: 'label is not there: loss',
  pullOfTrue: 'label is there: pull upwards',
  pullOfAbsent: 'label is not there: pull downwards',
  emotionsTitle: 'Run {{run}}: F1 of each label on dev',
  emotionsAlt: 'Bars: F1 of each label of run {{run}} on dev, with the number of examples. {{bars}}.',
  confusionTitle: 'Run {{run}}: which label is taken for which (dev)',
  confusionAlt:
    'Heat map of run {{run}} on dev, a row a true label, a column a predicted one, in percent of the row. Most often: {{pairs}}.',
  confusionPair: '{{label}} taken for {{other}} {{percent}} %',
  confusionMissed: '{{label}} missed with nothing in its place {{percent}} %',
  confusionExtra: '{{other}} where nothing is true {{percent}} %',
  noConfusion: 'none, all answers are right',
  progressTitle: 'Best dev micro-F1 over time · {{data}} · runs: {{runs}}',
  progressAlt:
    'Dev micro-F1 of finished runs over time, coloured by loss, and the best so far as steps. Runs: {{runs}}. First {{first}}, best {{best}} (run {{run}}).',
  running: 'Run {{run}} has no result (it is {{state}}). Plot a finished one: `/results best` lists them.',
  epochs:
    'The epochs of run {{run}} are not on the disk any more. Plot another run, or train it again with `/train from:{{run}} again:true`.',
  threadPost: 'Run {{run}}, label by label on dev: F1 of each, and which is taken for which.',
} as const;
