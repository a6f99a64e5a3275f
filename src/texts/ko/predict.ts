export const predict = {
  nothing: '0.5를 넘는 감정이 없습니다',
  about: '대상: **{{target}}**',
  notAbout: '이 실험은 대상을 읽지 않아 **{{target}}** 없이 예측했습니다.',
  legend: '✔ 0.5 이상 · ≥ dev에서 조정한 임계값',
  source: '실험 {{run}} · dev micro-F1 {{score}}',
} as const;
