export const schedule = {
  title: 'Schedule',
  about:
    'Change it with `/schedule night:22:00-08:00`, `/schedule digest:"0 9 * * *"`, or `off`. Times are those of {{timezone}}.',
  night: 'Night window',
  night_is: '{{window}}: runs with `when:night` wait for it. Waiting for it now: {{count}}',
  night_off: 'off: no run is held back',
  digest: 'Digest',
  digest_is: '`{{pattern}}`, next {{next}}. Nothing happened: no digest',
  digest_off: 'off',
  waits: 'Waits for the night window ({{from}}).',
  bad_night:
    '“{{typed}}” is no window of the day. Type its begin and its end, for example `night:22:00-08:00`, or `night:off`.',
  bad_digest:
    '“{{typed}}” is no time for the digest. Type a time, `digest:9:00`, a cron pattern, `digest:"0 9 * * 1-5"`, or `digest:off`.',
  no_night:
    'No night window is set, so `when:night` would wait for nothing. Leave it out, or have an administrator set one: `/schedule night:22:00-08:00`.',
} as const;
