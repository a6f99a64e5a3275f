/** `/results compare`. */
export const comparison = {
  name: 'run {{run}} · {{value}}',
  title: 'Run {{second}} against run {{first}} · {{verdict}}',
  indistinguishable: 'not distinguishable',
  scores:
    'dev micro-F1 {{first_score}} (run {{first}}) → {{second_score}} (run {{second}}): **{{difference}}**, 95 % interval {{interval}}',
  better: 'Run {{run}} is better on these examples: the interval leaves zero out.',
  neither: '**Not distinguishable**: the interval holds zero.',
  differs: 'What differs in the spec',
  flipped: 'Flipped',
  examples: '{{worse}} examples right → wrong, {{better}} wrong → right (all labels of an example)',
  answers: '{{worse}} single answers right → wrong, {{better}} wrong → right, in {{examples}} examples',
  footer:
    '{{resamples}} paired resamples of {{examples}} dev examples, seed {{seed}}. * = interval off zero, which chance alone brings one label in twenty. It says nothing of other seeds.',
  code: 'code {{first}} → {{second}}',
  nothing: 'Nothing.',
  pairs: {
    title_one: 'By {{by}}: {{count}} pair of runs that differ in nothing else',
    title_other: 'By {{by}}: {{count}} pairs of runs that differ in nothing else',
    more: '… and {{count}} more; `results compare` in a terminal has all',
    footer:
      'dev micro-F1 at 0.5, 95 % intervals from {{resamples}} paired resamples of {{examples}} dev examples (seed {{seed}}), the same for all pairs. * = off zero.',
    head_one: '{{change}} {{difference}} ({{interval}}), {{count}} pair',
    head_other: '{{change}} {{difference}} ({{interval}}), mean of {{count}} pairs',
    line: 'run {{first}} → {{second}}: {{difference}} ({{interval}})',
  },
} as const;
