export const notes = {
  which: '어느 실험인가요? `run:12`처럼 번호를 입력하거나, 그 실험의 스레드에서 쓰세요.',
  title: '실험 {{run}} 메모',
  text: '메모',
  run: '실험',
  added: '실험 {{run}} 메모에 추가했습니다.',
  empty: '이 메시지에는 가져올 글이 없습니다. `/note`로 직접 입력할 수 있습니다.',
  none: '메모를 남길 실험이 아직 없습니다. `/train`으로 시작하세요.',
  field: '메모',
  talk: '스레드 대화 (모두 {{count}}개)',
  source: '메시지',
  more: '… 이전 {{count}}개',
  intentTitle: '실험 {{run}}의 의도',
  intentSet: '실험 {{run}}의 질문:',
  was: '이전 의도: {{intent}}',
  length:
    '메모는 1자에서 {{max}}자까지 쓸 수 있습니다. 지금은 {{length}}자입니다. 더 긴 글은 실험 스레드에 남겨 주세요.',
  ask: '실험 {{run}}: 어떤 질문에 답하려는 실험인가요? `intent run:{{run}} text:"ASL이 드문 감정에 도움이 될까?"` 형식으로 입력하세요.',
} as const;
