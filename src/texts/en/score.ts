/** What `/score` answers. */
export const score = {
  run: 'Run {{run}}',
  submission: 'Submission {{submission}}',
  none: '{{what}} has no public score that could be taken back.',
  back: '{{what}} has no public score any more; {{before}} is taken back.',
  noted: '{{what}}: public score {{score}}, {{difference}} against dev ({{dev}}).',
  already: 'That was noted already.',
  before: 'It was {{before}} before.',
} as const;
