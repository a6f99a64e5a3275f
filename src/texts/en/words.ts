/** What several views say. */
export const words = {
  run: 'run {{run}}',
  duration: { seconds: '{{s}} s', minutes: '{{min}} min {{s}} s', hours: '{{h}} h {{min}} min' },
  state: {
    queued: 'queued',
    running: 'running',
    done: 'done',
    failed: 'failed',
    cancelled: 'cancelled',
    stopped: 'stopped',
    halted: 'halted',
  },
  changed: '{{code}} (changed)',
  thread: 'thread',
  or: '{{one}} or {{other}}',
  ago: {
    days_one: '{{count}} day ago',
    days_other: '{{count}} days ago',
    hours_one: '{{count}} hour ago',
    hours_other: '{{count}} hours ago',
    minutes_one: '{{count}} minute ago',
    minutes_other: '{{count}} minutes ago',
    now: 'just now',
  },
  metrics: {
    weighted_f1: 'weighted F1',
    samples_f1: 'samples F1',
    exact_match: 'exact match',
    hamming_loss: 'Hamming loss',
    average_precision: 'average precision',
  },
} as const;
