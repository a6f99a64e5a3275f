export const audit = {
  title: '최근 작업',
  nothing: '아직 기록된 작업이 없습니다.',
  terminal: '터미널',
  done: '완료',
  refused: '거부',
  failed: '오류',
} as const;
