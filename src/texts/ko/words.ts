export const words = {
  run: '실험 {{run}}',
  duration: { seconds: '{{s}}초', minutes: '{{min}}분 {{s}}초', hours: '{{h}}시간 {{min}}분' },
  state: {
    queued: '대기 중',
    running: '학습 중',
    done: '완료',
    failed: '실패',
    cancelled: '취소됨',
    stopped: '중지됨',
    halted: '자동 중단',
  },
  changed: '{{code}} (수정됨)',
  thread: '스레드',
  or: '{{one}} 또는 {{other}}',
  ago: {
    days_other: '{{count}}일 전',
    hours_other: '{{count}}시간 전',
    minutes_other: '{{count}}분 전',
    now: '방금',
  },
  metrics: {
    weighted_f1: '가중 F1',
    samples_f1: '샘플 F1',
    exact_match: '완전 일치율',
    hamming_loss: '해밍 손실',
    average_precision: '평균 정밀도(AP)',
  },
} as const;
