export const verdict = {
  confirmed: 'confirmed',
  refuted: 'refuted',
  unclear: 'unclear',
  ask: '“{{intent}}” — {{author}}, is that answered?',
  answered: '“{{intent}}” — **{{verdict}}** ({{author}})',
  why: 'Say why',
  sentence: 'Why, in a sentence',
  formTitle: 'Run {{run}}: {{verdict}}',
  noted: 'Run {{run}}: **{{verdict}}**. It stands under the result and in the sheet.',
  field: 'Verdict',
  before: 'before: {{verdicts}}',
} as const;
