export const list = {
  title: 'Newest runs ({{shown}} of {{total}})',
  thread: 'thread',
} as const;
