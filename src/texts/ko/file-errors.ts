export const fileErrors = {
  folder:
    '{{roots}} 아래에 “{{name}}” 데이터 폴더가 없습니다. 다음 중에서 고르거나 폴더를 넣으세요: {{known}}',
  no_folder:
    '{{roots}} 아래에 “{{name}}” 데이터 폴더가 없습니다. train.jsonl, dev.jsonl, test.jsonl이 든 폴더를 넣거나 configs/labmate.yaml에 다른 위치를 적으세요.',
  missing:
    '데이터 폴더 {{folder}}에 {{part}}.jsonl 파일(또는 …-{{part}}.jsonl 파일 하나)이 없습니다. 파일을 넣고 다시 시도하세요.',
  many: '데이터 폴더 {{folder}}에 …-{{part}}.jsonl 파일이 {{count}}개 있습니다 ({{files}}). 하나만 남기거나 하나의 이름을 {{part}}.jsonl로 바꾸세요.',
  empty: '{{file}} 파일이 비어 있습니다. 예제를 하나 이상 넣고 다시 시도하세요.',
  line: '{{file}} {{line}}번째 줄: {{problem}}. 줄을 고치거나 빼고 다시 시도하세요.',
  unreadable: '{{file}} 파일을 읽을 수 없습니다: {{why}}. 파일을 되돌리고 다시 시도하세요.',
  absent: '파일이 없음',
  blank: '빈 줄임',
  json: '올바른 JSON이 아님 ({{why}})',
  id: 'ID “{{id}}”가 {{line}}번째 줄에 이미 있음',
  scores: {
    none: '{{file}} 파일에 점수가 없습니다. 실험을 다시 학습하거나 빼세요.',
    line: '{{file}} {{line}}번째 줄: {{problem}}. 실험을 다시 학습하거나 빼세요.',
    unreadable: '{{file}} 파일을 읽을 수 없습니다: {{why}}. 실험을 다시 학습하거나 빼세요.',
    absent: '실험 폴더에 {{file}} 파일이 없음',
    logits: '과제의 레이블은 {{labels}}개인데 로짓은 {{logits}}개',
    invalid: '형식이 올바르지 않음',
  },
  talk: '{{file}} {{line}}번째 줄이 메시지 형식이 아닙니다. 그 줄을 고치거나 파일을 다른 곳으로 옮기세요.',
} as const;
