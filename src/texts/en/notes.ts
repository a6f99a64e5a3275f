export const notes = {
  which: 'Which run? Type `run:12`, or write in the thread of a run.',
  title: 'Note on run {{run}}',
  text: 'Note',
  run: 'Run',
  added: 'Noted on run {{run}}:',
  empty: 'That message has no text to take. `/note` takes one that you type.',
  none: 'There is no run yet that it could be noted on. `/train` starts one.',
  field: 'Notes',
  talk: 'From the thread ({{count}} in all)',
  source: 'message',
  more: '… and {{count}} before',
  intentTitle: 'Intent of run {{run}}',
  intentSet: 'Run {{run}} is to answer:',
  was: 'The intent was: {{intent}}',
  length:
    "A note has 1 to {{max}} characters; this one has {{length}}. Longer texts can go into the run's thread.",
  ask: 'What is the question that run {{run}} should answer? Type it as text, for example `intent run:{{run}} text:"does ASL help rare emotions?"`.',
} as const;
