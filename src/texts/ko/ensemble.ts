export const ensemble = {
  title_other: '제출 {{submission}} · 실험 {{count}}개, {{vote}}',
  score: 'dev micro-F1 **{{score}}**, 구성원 중 최고인 실험 {{run}} ({{best}}) 대비 {{gain}}.',
  large: '파일이 너무 커서 Discord에 올릴 수 없습니다. 호스트의 위치: `{{path}}`',
  checked: '제출 파일을 테스트 파일과 대조해 확인했습니다.',
  members: '구성 실험',
  shares: '예측 비율 (train 비율)',
} as const;
