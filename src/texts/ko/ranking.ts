export const ranking = {
  dev: 'dev micro-F1 최고 실험 ({{total}}개 중 {{shown}}개)',
  public: '공개 점수 최고 ({{total}}개 중 {{shown}}개)',
  seen: '공개 {{score}}',
  on_dev: 'dev {{score}}',
  submission: '제출 {{submission}}',
  members: '실험 {{members}}, {{vote}}',
  agreement: {
    over: {
      runs_other: '실험 {{count}}개',
      submissions_other: '제출 {{count}}개',
      both: '{{runs}}, {{submissions}}',
    },
    few: 'dev가 공개 점수를 얼마나 잘 예측하는지는 {{least}}개부터 보여 줍니다. 지금까지 {{over}}.',
    below:
      'dev와 공개 점수 비교({{over}}): {{coefficients}}, 평균 절대 차이 {{absolute}} (공개 점수가 dev보다 평균 {{mean}} 낮음).',
    above:
      'dev와 공개 점수 비교({{over}}): {{coefficients}}, 평균 절대 차이 {{absolute}} (공개 점수가 dev보다 평균 {{mean}} 높음).',
    coefficients: '피어슨 {{pearson}}, 스피어만 {{spearman}}',
    flat: '점수가 모두 같아 상관계수 없음',
    others: '다른 데이터의 {{count}}개는 제외했습니다.',
  },
} as const;
