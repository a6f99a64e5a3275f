export const buttons = {
  gone: 'That button is of an earlier version and does nothing any more. `/help` shows what can be typed.',
  cancel: 'Cancel',
  rerun: 'Rerun',
  tweak: 'Tweak',
  compare: 'Compare with best',
  queued: 'Run {{run}} is queued. Its card is in the channel.',
  rerunning:
    'Run {{run}} is run {{of}} once more already, and has not ended. For another one beside it, type `/train from:{{of}} again:true`.',
  alone: 'There is no other finished run on this data to compare run {{run}} with yet. Tweak makes one.',
  tweakTitle: 'Run {{run}}, changed',
  tweakOptions: 'Options',
  tweakOptionsAbout: 'One name=value a line; what you take out is the default again.',
  intent: 'Intent',
  intentAbout: 'Why this run: the question that it should answer',
  edit: 'Edit again',
  typed: 'Nothing was queued. What you typed is here:',
  takenOut:
    '`{{name}}` cannot be taken out over another run: it has no default. Leave the line in and change its value, or start anew with `/train`.',
} as const;
