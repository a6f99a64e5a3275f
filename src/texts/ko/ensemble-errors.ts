export const ensembleErrors = {
  top: 'top:{{top}}: 실험 수는 1 이상의 정수여야 합니다. 예: /ensemble top:5',
  unfinished:
    '아직 끝난 실험이 없어 앙상블을 만들 수 없습니다. 먼저 /train으로 학습하고 끝나면 /ensemble을 쓰세요.',
  none: '앙상블에는 끝난 실험이 하나 이상 필요합니다. 예: /ensemble top:5',
  few: '{{which}} 요청한 수는 {{top}}개입니다. /ensemble top:{{count}} 형식으로 줄이거나 더 학습하세요.',
  only_other: '끝난 실험이 {{count}}개뿐입니다.',
  others_other:
    '{{only}} 실험 {{run}}의 현재 데이터({{data}}) 기준이며, 나머지 {{count}}개는 데이터가 달라 점수를 비교할 수 없습니다.',
  data: '데이터 {{data}} ({{folder}}) 내용이 이 실험들을 학습한 뒤 바뀌었습니다. 이전 파일을 되돌리거나 새 데이터로 다시 학습하세요.',
  member: '실험 {{run}} 앙상블 불가: {{problem}}. 빼거나 다시 학습하세요.',
  because: '실험 {{run}} 앙상블 불가: {{problem}}',
  problem: {
    twice: '두 번 지정됨',
    state: '상태가 “{{state}}”이고 결과가 없음',
    data: '학습 데이터({{data}})가 실험 {{first}} 데이터({{first_data}})와 다름',
    lines: '{{file}} 파일은 {{lines}}줄, 데이터 파일은 {{examples}}줄',
    line: '{{file}} 파일 {{line}}번째 줄은 “{{id}}”인데 데이터 파일은 “{{wanted}}”',
  },
  write: '{{file}} 파일을 쓸 수 없습니다: {{why}}',
  full: '디스크가 가득 찼습니다. 공간을 확보하고 /ensemble을 다시 입력하세요.',
  forbidden: '폴더에 쓸 권한이 없습니다. 봇에 권한을 주고 /ensemble을 다시 입력하세요.',
  elsewhere: '{{code}}. 폴더를 확인하고 /ensemble을 다시 입력하세요.',
  file: '{{file}} 파일을 읽을 수 없습니다 ({{why}}). 파일을 되돌리고 다시 시도하세요.',
  submission: '{{file}} {{line}}번째 줄: {{problem}}. 이 파일은 제출하지 말고 /ensemble로 다시 만드세요.',
} as const;
