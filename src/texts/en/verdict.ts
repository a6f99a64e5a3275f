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
  no_question:
    'Run {{run}} was started without an intent, so there is no question to answer. Give it one: `intent run:{{run}} text:"…"`.',
  open: 'Run {{run}} has not ended yet ({{state}}): its question can be answered when it has.',
  missing:
    'Run {{run}} has no verdict that the sentence could belong to. Type `verdict:confirmed`, `verdict:refuted` or `verdict:unclear` with it.',
} as const;
