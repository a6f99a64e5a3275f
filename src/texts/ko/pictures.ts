export const pictures = {
  nothing: '없음',
  confusionAxes: '행: 정답 · 열: 예측 · 행 기준 %',
  f1Axis: '임계값 0.5에서의 F1 (예제 수) · 점선: micro-F1 {{micro}}',
  bestSoFar: '최고 기록',
  lossOfTrue: '레이블이 있을 때: 손실',
  lossOfAbsent: '레이블이 없을 때: 손실',
  pullOfTrue: '레이블이 있을 때: 올리는 힘',
  pullOfAbsent: '레이블이 없을 때: 내리는 힘',
  emotionsTitle: '실험 {{run}}: dev 감정별 F1',
  emotionsAlt: '막대그래프: 실험 {{run}} dev 감정별 F1과 예제 수. {{bars}}.',
  confusionTitle: '실험 {{run}}: 어떤 감정을 무엇으로 혼동하는가 (dev)',
  confusionAlt:
    '실험 {{run}} dev 히트맵. 행은 정답, 열은 예측이며 행 기준 퍼센트입니다. 가장 잦은 혼동: {{pairs}}.',
  confusionPair: '{{label}} → {{other}} {{percent}}%',
  confusionMissed: '{{label}} → 예측 없음 {{percent}}%',
  confusionExtra: '정답 없음 → {{other}} {{percent}}%',
  noConfusion: '없음, 모두 맞음',
  progressTitle: 'dev micro-F1 최고 기록 추이 · {{data}} · 실험 {{runs}}개',
  progressAlt:
    '끝난 실험의 dev micro-F1 추이(색은 손실 함수)와 최고 기록 계단. 실험 {{runs}}개. 첫 점수 {{first}}, 최고 {{best}} (실험 {{run}}).',
  running:
    '실험 {{run}} 결과가 없습니다 ({{state}}). 끝난 실험을 고르세요. `/results best`에서 볼 수 있습니다.',
  epochs:
    '실험 {{run}} 에폭 기록이 디스크에 없습니다. 다른 실험을 고르거나 `/train from:{{run}} again:true`로 다시 학습하세요.',
  threadPost: '실험 {{run}}의 dev 감정별 결과입니다. 감정별 F1과 혼동 행렬을 보세요.',
} as const;
