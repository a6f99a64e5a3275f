export const ensemble = {
  title_one: 'Submission {{submission}} · {{count}} run, {{vote}}',
  title_other: 'Submission {{submission}} · {{count}} runs, {{vote}}',
  score: 'dev micro-F1 **{{score}}**, {{gain}} against its best member, run {{run}} ({{best}}).',
  large: 'The file is too large for Discord. On the host: `{{path}}`',
  checked: 'The file is checked against the test file.',
  members: 'Members',
  shares: 'Predicted share (train share)',
} as const;
