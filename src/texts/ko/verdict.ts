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
} as const;
