export const questions = {
  title: '질문 ({{total}}개 중 {{shown}}개)',
  runs_other: '실험 {{count}}개',
  best: '최고 {{score}} (실험 {{run}})',
  same: '공통 설정: {{options}}',
  none: '함께 답하는 질문이 아직 없습니다. `/intent run:12 question:"ASL이 드문 감정에 도움이 될까?"` 형식으로 실험에 질문을 붙여 주세요.',
  unknown: '“{{typed}}” 질문을 찾을 수 없습니다. 지금까지의 질문: {{known}}',
  several: '“{{typed}}” 표현이 여러 질문에 있습니다: {{known}}. 조금 더 입력해 주세요.',
  label: '함께 답할 질문',
  about: '여러 실험에 같은 질문을 적으면 나란히 볼 수 있습니다. 비워 두어도 됩니다',
  first: '실험 {{run}}: “{{question}}” 질문의 첫 실험입니다. 다른 실험에도 같은 질문을 붙일 수 있습니다.',
  joined_other:
    '실험 {{run}}: 다른 실험 {{count}}개와 함께 “{{question}}” 질문에 답합니다. `/results question`에서 나란히 볼 수 있습니다.',
  left: '실험 {{run}}: 함께 답하던 질문에서 뺐습니다.',
} as const;
