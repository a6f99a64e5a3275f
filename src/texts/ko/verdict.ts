export const verdict = {
  confirmed: '맞음',
  refuted: '틀림',
  unclear: '불분명',
  ask: '“{{intent}}” — {{author}} 님, 답을 얻으셨나요?',
  answered: '“{{intent}}” — **{{verdict}}** ({{author}})',
  why: '이유 쓰기',
  sentence: '이유 한 문장',
  formTitle: '실험 {{run}}: {{verdict}}',
  noted: '실험 {{run}}: **{{verdict}}**. 결과 메시지와 시트에 표시됩니다.',
  field: '판정',
  before: '이전 판정: {{verdicts}}',
  no_question:
    '실험 {{run}}: 의도 없이 시작해서 답할 질문이 없습니다. `intent run:{{run}} text:"…"` 형식으로 질문을 적어 주세요.',
  open: '실험 {{run}}: 아직 끝나지 않았습니다 ({{state}}). 끝난 뒤에 판정할 수 있습니다.',
  missing:
    '실험 {{run}}: 아직 판정이 없어 이유만 적을 수 없습니다. `verdict:confirmed`, `verdict:refuted`, `verdict:unclear` 중 하나를 함께 입력하세요.',
} as const;
