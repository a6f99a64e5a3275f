export const comparison = {
  name: '실험 {{run}} · {{value}}',
  title: '실험 {{first}} 대비 실험 {{second}} · {{verdict}}',
  indistinguishable: '구별되지 않음',
  scores:
    'dev micro-F1 {{first_score}} (실험 {{first}}) → {{second_score}} (실험 {{second}}): **{{difference}}**, 95% 신뢰구간 {{interval}}',
  better: '이 예제에서는 실험 {{run}} 쪽이 더 낫습니다. 신뢰구간에 0이 들어 있지 않습니다.',
  neither: '**구별되지 않음**: 신뢰구간에 0이 들어 있습니다.',
  differs: '설정에서 다른 점',
  flipped: '뒤바뀐 예측',
  examples: '예제(모든 레이블 기준): 정답 → 오답 {{worse}}개, 오답 → 정답 {{better}}개',
  answers: '개별 레이블: 정답 → 오답 {{worse}}개, 오답 → 정답 {{better}}개 (예제 {{examples}}개)',
  footer:
    'dev 예제 {{examples}}개를 짝지어 {{resamples}}번 재표집, 시드 {{seed}}. *: 신뢰구간이 0을 벗어남(우연만으로도 레이블 20개 중 1개꼴). 다른 시드에 대해서는 알 수 없습니다.',
  code: '코드 {{first}} → {{second}}',
  nothing: '없음',
  pairs: {
    title_other: '{{by}} 비교: 나머지 설정이 같은 실험 {{count}}쌍',
    more: '… 외 {{count}}개. 터미널의 `results compare`에서 모두 볼 수 있습니다',
    footer:
      '임계값 0.5의 dev micro-F1, 95% 신뢰구간은 dev 예제 {{examples}}개를 짝지어 {{resamples}}번 재표집(시드 {{seed}}, 모든 쌍에 동일). *: 0을 벗어남.',
    head_other: '{{change}} {{difference}} ({{interval}}), {{count}}쌍 평균',
    line: '실험 {{first}} → {{second}}: {{difference}} ({{interval}})',
  },
} as const;
