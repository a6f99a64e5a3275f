export const score = {
  run: '실험 {{run}}',
  submission: '제출 {{submission}}',
  none: '{{what}}에는 취소할 공개 점수가 없습니다.',
  back: '{{what}}의 공개 점수 {{before}} 기록을 취소했습니다.',
  noted: '{{what}}: 공개 점수 {{score}}, dev({{dev}}) 대비 {{difference}}.',
  already: '이미 기록되어 있습니다.',
  before: '이전 기록은 {{before}}입니다.',
} as const;
