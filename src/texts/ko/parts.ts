export const parts = {
  folds: '{{folds}}폴드',
  seeds: '시드 {{seeds}}개',
  both: '{{folds}} × {{seeds}}',
  line: '{{name}}: 파트별 dev {{mean}} ± {{sd}}, 평균 앙상블 {{averaged}}',
  line_oof: '{{name}}: out-of-fold {{oof}}, 파트별 dev {{mean}} ± {{sd}}, 평균 앙상블 {{averaged}}',
  average: '실험 {{run}}: {{name}} 평균',
  average_each: '실험 {{run}}: {{name}} 평균 (파트별 {{mean}} ± {{sd}})',
  single: '실험 {{run}}: 단일 모델',
  mixed: '평균을 내는 것만으로도 점수가 달라집니다. 설정을 비교하려면 둘을 같은 방식으로 학습하세요.',
  judges: '폴드를 쓰지 않은 쪽은 최고 에폭을 dev로 골라 점수가 높게 나옵니다.',
  mean: '{{run}} ({{name}} 평균)',
  mean_held_out: '{{run}} ({{name}}의 held-out 평균)',
} as const;
