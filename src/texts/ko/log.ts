export const log = {
  of: '실험 {{run}} 로그',
  end: '실험 {{run}} 로그의 끝부분',
  empty: '아직 기록된 내용이 없습니다.',
  live: '학습이 끝날 때까지 스레드에 계속 표시됩니다: <#{{thread}}>',
} as const;
