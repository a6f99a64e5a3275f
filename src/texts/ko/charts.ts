export const charts = {
  epoch: '에폭',
  loss: '손실',
  micro: 'dev micro-F1',
  train_loss: '학습 손실',
  dev_loss: 'dev 손실',
  curve: {
    title: '실험 {{run}} · {{model}}, {{loss}} · lr {{lr}}',
    alt: '실험 {{run}} 학습 곡선: 전체 {{epochs}} 에폭 중 {{epoch}}번째에서 dev micro-F1 {{score}} 기록.',
  },
  compared: {
    curves: '에폭별 dev micro-F1',
    curves_alt:
      '에폭별 dev micro-F1: 최고 에폭 기준으로 실험 {{first}} {{first_score}}, 실험 {{second}} {{second_score}}.',
    labels: '레이블별 F1 (*: 신뢰구간이 0을 벗어남)',
    labels_alt: '레이블별 F1, 실험 {{first}} 대비 실험 {{second}}: {{labels}}.',
  },
  importance: {
    title: '영향이 컸던 옵션 (실험 {{runs}}개)',
    matters: '우연보다 큼',
    chance: '우연과 구별되지 않음',
    axis: '이 옵션을 섞었을 때 늘어난 오차 (분산 비율)',
    alt: '옵션별 중요도: {{options}}. 우연의 경계는 {{chance}}.',
  },
  data: {
    shares: '{{name}}: 레이블별 텍스트 비율(%)',
    shares_alt: '막대그래프: train과 dev에서 레이블별 텍스트 비율(%). {{labels}}.',
    share: '{{label}} train {{train}}, dev {{dev}}',
    pairs: '{{name}} train: 행 레이블이 있는 텍스트 중 열 레이블도 있는 비율(%)',
    pairs_alt: '히트맵: train에서 함께 나타나는 레이블을 우연 대비 배수가 큰 순서로 표시. {{pairs}}.',
    pair: '{{one}}–{{other}} {{times}}배',
    few: '판단하기에 텍스트가 너무 적음',
    chance: '우연 수준',
  },
  sweep: {
    title_other: '스윕 {{sweep}} · 실험 {{count}}개',
    best: '최고 {{score}}, 실험 {{run}}',
    where: '{{name}} (해당 손실에서만)',
    alt: '실험 {{runs}}개의 dev micro-F1과 {{names}}의 관계.',
    pruned: '고리 모양은 일찍 중단한 실험입니다.',
    best_alt: '초록색 별은 최고인 실험 {{run}}: {{values}}, {{score}}.',
  },
} as const;
