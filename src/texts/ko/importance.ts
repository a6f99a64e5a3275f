export const importance = {
  title: '영향이 컸던 옵션: 데이터 {{data}}, 끝난 실험 {{runs}}개',
  few: '⚠️ 실험이 {{runs}}개뿐이니 참고만 하세요.',
  explained: '빼 둔 실험의 dev micro-F1 분산 중 {{share}}만큼 설정으로 예측됩니다.',
  nothing: '빼 둔 실험의 dev micro-F1이 설정으로 전혀 예측되지 않습니다. 아래 막대는 큰 의미가 없습니다.',
  constant: '값이 바뀐 적이 없어 제외한 옵션',
  footer:
    '트리 {{trees}}개의 순열 중요도(Breiman 2001), 점수를 섞은 포레스트 {{shuffles}}개와 비교 (점선: 우연, 95%).',
  together: '{{names}} (항상 함께 바뀜)',
  chance: '{{importance}}, 우연과 구별되지 않음',
} as const;
