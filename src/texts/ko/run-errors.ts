export const runErrors = {
  unknown:
    '실험 “{{typed}}” 번호를 찾을 수 없습니다. 실험 번호는 1부터 {{last}}까지입니다. `/results best`로 최고 실험을 볼 수 있습니다.',
  none: '실험 “{{typed}}” 번호를 찾을 수 없습니다. 아직 실험이 없으니 `/train`으로 시작하세요.',
  data: '데이터 {{data}} ({{folder}}) 내용이 실험 {{run}} 학습 때와 다릅니다. 이전 파일을 되돌리거나, 새 데이터로 학습하세요: `train from:{{run}}`',
  disk: '{{what}}: 디스크가 가득 찼습니다. Labmate 폴더(runs/ 안의 오래된 폴더)를 정리한 뒤 명령을 다시 입력하세요.',
  not_queued: '실험을 대기열에 넣지 못했습니다',
  not_written: '제출 파일을 쓰지 못했습니다',
  same: {
    done: '실험 {{run}} 설정과 같습니다 ({{ago}}, {{score}}, {{by}}). {{instead}}',
    running: '실험 {{run}} 설정과 똑같고 지금 학습 중입니다 ({{by}}). {{instead}}',
    queued: '실험 {{run}} 설정과 똑같고 지금 대기 중입니다 ({{by}}). {{instead}}',
    by: '{{name}}',
    by_words: '{{name}}: “{{words}}”',
    instead: '그래도 학습하려면 `again:true`를 붙이고, 아니면 설정을 바꾸세요 (`seed:{{seed}}` 등).',
  },
  others:
    '실험 {{run}}: 질문과 판정은 작성자({{name}})가 정합니다. 작성자나 메시지 관리 권한이 있는 사람에게 부탁하세요. `/note` 메모는 누구나 남길 수 있습니다.',
  cancel: {
    which:
      '어느 실험인가요? `cancel run:12,13,15`처럼 번호를 입력하거나, 내 실험 전부를 취소하려면 `cancel all:mine`을 입력하세요.',
    nobody: '학습 중이거나 대기 중인 내 실험이 없습니다. `/queue`를 확인하세요.',
    forbidden:
      '실험 {{run}} 작성자는 {{name}}입니다. 작성자나 이 채널의 메시지 관리 권한이 있는 사람에게 부탁하세요.',
    elsewhere:
      '여기서는 실험 {{run}} 학습을 중단할 수 없습니다. Labmate를 시작하면 어떻게 되었는지 확인합니다.',
    ended: '실험 {{run}} 학습은 이미 끝났습니다 ({{state}}). `/queue`에서 취소할 수 있는 실험을 보세요.',
    out: '실험 {{run}} 대기를 취소했습니다.',
    done: '실험 {{run}} 학습을 취소했습니다.',
    late: '취소하기 전에 실험 {{run}} 학습이 끝났습니다: {{state}}.',
  },
  score: {
    whose:
      '점수는 실험이나 제출 중 하나에 기록합니다. `score run:12 score:0.874` 또는 `score submission:4 score:0.882`처럼 입력하세요.',
    state:
      '실험 {{run}} 상태: {{state}}. 끝난 실험에만 제출할 결과가 있습니다. `/results best`에서 확인하세요.',
    submission: '제출 “{{typed}}” 번호를 찾을 수 없습니다. 제출 번호는 1부터 {{last}}까지입니다.',
    no_submission:
      '제출 “{{typed}}” 번호를 찾을 수 없습니다. 아직 제출이 없으니 `/ensemble top:5`로 만드세요.',
    range:
      '`score` 값은 0부터 1까지, 또는 100까지의 퍼센트입니다. 입력한 값은 “{{typed}}”입니다. 예: `score:0.874`, `score:87.4%`',
    percent:
      '{{value}}%라면 {{share}}입니다. 점수가 {{value}}이면 `score:{{value}}`, 정말 그렇게 낮으면 `score:{{share}}` 형식으로 입력하세요.',
    nothing:
      '아직 공개 점수가 없습니다. 리더보드 점수를 `score run:12 score:0.874` 또는 `score submission:4 score:0.882`처럼 기록하세요.',
  },
  results: '아직 끝난 실험이 없습니다. `/train`으로 시작하거나 `/queue`를 확인하세요.',
  importance: {
    none: '아직 끝난 실험이 없습니다. 설정이 다른 실험이 {{least}}개 이상 필요합니다. `/train`으로 시작하세요.',
    few_other:
      '설정이 다른 끝난 실험이 {{count}}개뿐입니다 ({{where}}). {{least}}개 이상 필요합니다. 궁금한 옵션을 바꿔 {{more}}개 더 학습하세요.',
    same: '실험 {{count}}개의 dev micro-F1이 모두 {{score}}로 같습니다 ({{where}}). 차이를 만든 옵션이 없으니 설정을 더 크게 바꿔 학습하세요.',
    where: '실험 {{run}} 데이터 {{data}} 기준',
  },
} as const;
