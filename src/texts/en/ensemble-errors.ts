export const ensembleErrors = {
  top: 'top:{{top}} is not a number of runs: it must be a whole number from 1. Type, for example, /ensemble top:5.',
  unfinished:
    'No run is finished yet, so there is nothing to put together. Type /train first, and /ensemble when it is done.',
  none: 'An ensemble needs at least one finished run. Type, for example, /ensemble top:5.',
  few: '{{which}}: {{top}} were asked for. Type /ensemble top:{{count}}, or train more.',
  only_one: 'Only {{count}} finished run',
  only_other: 'Only {{count}} finished runs',
  others_one:
    '{{only}} on the data of run {{run}} ({{data}}, as it is now); the other one had other data, whose scores do not compare',
  others_other:
    '{{only}} on the data of run {{run}} ({{data}}, as it is now); the other {{count}} had other data, whose scores do not compare',
  data: 'The data {{data}} ({{folder}}) has changed since these runs were trained on it. Put the old files back, or train again on the new ones.',
  member: 'Run {{run}} cannot be a member: {{problem}}. Leave it out, or train it again.',
  because: 'Run {{run}} cannot be a member: {{problem}}',
  problem: {
    twice: 'it is named twice',
    state: 'it is {{state}} and has no result',
    data: 'it was trained on other data ({{data}}) than run {{first}} ({{first_data}})',
    lines: '{{file}} has {{lines}} lines, the data file {{examples}}',
    line: 'line {{line}} of {{file}} is about “{{id}}”, in the data file about “{{wanted}}”',
  },
  write: '{{file}} cannot be written: {{why}}',
  full: 'the disk is full. Free some space and type /ensemble again.',
  forbidden: 'the folder may not be written to. Give the bot the right to, and type /ensemble again.',
  elsewhere: '{{code}}. Look at the folder and type /ensemble again.',
  file: '{{file}} cannot be read ({{why}}). Put it back and try again.',
  submission: '{{file}}, line {{line}}: {{problem}}. Do not hand this file in; make it anew with /ensemble.',
} as const;
