export const suggest = {
  typed: '입력한 그대로',
  folder: '모델 폴더',
  submission: '{{id}} · {{score}} · 실험 {{members}} · {{method}}',
  space: {
    range: '로그 간격의 범위',
    points: '그중 다섯 값, 그리드용',
    list: '값 목록',
    step: '간격 지정, 해당 손실을 쓰는 실험에만 적용',
    numbers: '숫자 목록',
    plain: '범위',
    whole: '정수',
  },
} as const;
