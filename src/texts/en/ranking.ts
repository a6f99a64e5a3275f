/** The best runs, and how well dev predicts the leaderboard. */
export const ranking = {
  dev: 'Best runs by dev micro-F1 ({{shown}} of {{total}})',
  public: 'Best by public score ({{shown}} of {{total}})',
  seen: 'public {{score}}',
  on_dev: 'dev {{score}}',
  submission: 'submission {{submission}}',
  members: 'runs {{members}}, {{vote}}',
  agreement: {
    over: {
      runs_one: '{{count}} run',
      runs_other: '{{count}} runs',
      submissions_one: '{{count}} submission',
      submissions_other: '{{count}} submissions',
      both: '{{runs}} and {{submissions}}',
    },
    few: 'How well dev predicts public is said from {{least}} on; so far it is {{over}}.',
    below:
      'Dev against public over {{over}}: {{coefficients}}, mean absolute difference {{absolute}} (public is {{mean}} below dev on average).',
    above:
      'Dev against public over {{over}}: {{coefficients}}, mean absolute difference {{absolute}} (public is {{mean}} above dev on average).',
    coefficients: 'Pearson {{pearson}}, Spearman {{spearman}}',
    flat: 'no correlation, since they do not vary',
    others: '{{count}} more on other data left out.',
  },
} as const;
