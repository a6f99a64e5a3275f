export const messages = {
  below: 'Continued below: {{url}}',
  thread: 'Run {{run}} · {{about}}',
  requeued:
    '{{who}} Labmate stopped while run {{run}} trained; it is queued again and goes on from the last epoch that it finished.',
  interrupted: '{{who}} Run {{run}} was interrupted and goes on by itself. {{why}}',
  attached: '📎 All of it is in the attached file `{{file}}`.',
  log: 'Last lines of its log:',
  failed:
    "Something went wrong on Labmate's side; runs and results are not affected. Try again, and if it stays, tell whoever looks after Labmate this reference: {{reference}}.",
} as const;
