export const queue = {
  title: '학습 중 {{running}}개, 대기 {{waiting}}개',
  nothing: '대기 중인 실험이 없습니다. `/train`으로 시작하세요.',
  more: '… 외 {{count}}개',
  starting: '시작하는 중',
  epochs: '{{epoch}}/{{epochs}}, {{left}} 남음',
  part: '부분 {{part}}/{{parts}},',
  run: '실험 {{run}}',
} as const;
