export const audit = {
  title: 'Last actions',
  nothing: 'No action was written down yet.',
  terminal: 'terminal',
  done: 'done',
  refused: 'refused',
  failed: 'failed',
} as const;
