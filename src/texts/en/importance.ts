export const importance = {
  title: 'Which options mattered: {{runs}} finished runs on {{data}}',
  few: '⚠️ {{runs}} runs: read with care.',
  explained: 'The settings predict {{share}} of the variance in dev micro-F1 of runs that were left out.',
  nothing:
    'The settings predict nothing of the dev micro-F1 of runs that were left out: no bar here means much.',
  constant: 'Never varied, so left out',
  footer:
    'Permutation importance of {{trees}} trees (Breiman 2001), against {{shuffles}} forests on shuffled scores (dashed line: chance, 95 %).',
  together: '{{names}} (always changed together)',
  chance: '{{importance}}, not told from chance',
} as const;
