/** Questions that several runs answer together. */
export const questions = {
  title: 'Questions ({{shown}} of {{total}})',
  runs_one: '{{count}} run',
  runs_other: '{{count}} runs',
  best: 'best {{score}} (run {{run}})',
  same: 'In all of them: {{options}}',
  none: 'No run shares a question yet. Give one to a run: `/intent run:12 question:"does ASL help rare emotions?"`.',
  unknown: 'Nobody asked “{{typed}}” yet. Asked were: {{known}}.',
  several: '“{{typed}}” is in several questions: {{known}}. Type more of the one that you mean.',
  label: 'Shared question',
  about: 'The same words in several runs put them side by side; may stay empty',
  first: 'Run {{run}} is the first to answer “{{question}}”; other runs can share it.',
  joined_one:
    'Run {{run}} answers “{{question}}” together with {{count}} other run. `/results question` shows them.',
  joined_other:
    'Run {{run}} answers “{{question}}” together with {{count}} other runs. `/results question` shows them.',
  left: 'Run {{run}} shares no question any more.',
} as const;
