export const queue = {
  title: '{{running}} running, {{waiting}} waiting',
  nothing: 'Nothing is queued. Start with `/train`.',
  more: '… and {{count}} more',
  starting: 'starting',
  epochs: '{{epoch}}/{{epochs}}, {{left}} left',
  part: 'part {{part}}/{{parts}},',
  run: 'run {{run}}',
} as const;
