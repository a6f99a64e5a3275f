export const compareErrors = {
  same: '둘 다 실험 {{run}}, 같은 실험이라 비교할 것이 없습니다. `/results best`를 참고해 다른 실험을 지정하세요.',
  open: '실험 {{run}} 상태는 “{{state}}”입니다. 아직 점수가 없으니 끝난 뒤에 비교하세요.',
  ended: '실험 {{run}} 상태는 “{{state}}”입니다. 점수가 없으니 다시 학습하거나 다른 실험을 비교하세요.',
  none: '아직 끝난 실험이 없어 비교할 것이 없습니다. `/train`으로 시작하거나 `/queue`를 확인하세요.',
  where: '마지막에 끝난 실험의 데이터 {{data}} 기준',
  stranger:
    '{{by}}:{{value}}인 끝난 실험이 없습니다 ({{where}}). 있는 값: {{present}}. 그중 둘을 지정하거나 먼저 학습하세요.',
  all: '끝난 실험이 모두 {{by}}:{{present}}입니다 ({{where}}). 나머지는 그대로 두고 이 값만 바꿔 학습하세요.',
  pairs:
    '{{by}} ({{values}})만 다른 끝난 실험 쌍이 없습니다 ({{where}}). 시드를 포함한 나머지는 그대로 두고 {{by}}만 바꿔 다시 학습하거나, 두 실험을 번호로 비교하세요.',
  many: '{{by}}만 다른 쌍이 {{count}}개입니다. 한 번에 {{most}}개까지 비교합니다. 값 두 개를 지정하세요. 예: `{{by}}:{{values}}`',
  what: '{{problem}} 두 실험은 `run:12 with:15`, 옵션은 `by:loss values:bce,asl`처럼 입력하세요.',
  both: '두 실험과 옵션을 한 번에 물을 수는 없습니다.',
  values: '`values`는 `by`와 함께 써야 합니다. 어떤 옵션의 값인가요?',
  alone: '실험 하나로는 비교할 수 없습니다.',
  nothing: '비교할 대상이 없습니다.',
  option: '“{{by}}” 기준으로 비교할 수 없습니다. 실험 옵션이 아닙니다. 쓸 수 있는 옵션: {{known}}.',
  option_guess: '“{{by}}” 기준으로 비교할 수 없습니다. 실험 옵션이 아닙니다. 혹시 `by:{{guess}}`인가요?',
  two: '“{{values}}”: `{{name}}`의 서로 다른 값을 두 개 이상 쉼표로 구분해 입력하세요. 예: `loss`라면 `values:bce,asl`',
  run: '실험 {{run}} 비교 불가: {{problem}}',
  other_data:
    '실험 {{run}} 데이터({{data}})와 실험 {{first}} 데이터({{first_data}})가 달라 점수를 비교할 수 없습니다. 한쪽을 다른 쪽의 데이터로 다시 학습하세요.',
  labels_file: '실험 {{run}} 레이블을 {{file}}에서 읽을 수 없습니다. 파일을 되돌리거나 다시 학습하세요.',
  labels:
    '실험 {{run}} 레이블({{labels}})과 실험 {{first}} 레이블({{first_labels}})이 종류나 순서에서 다릅니다. 같은 과제의 실험끼리 비교하거나 한쪽을 다시 학습하세요.',
  changed:
    '데이터 {{data}} ({{folder}}) 내용이 실험 {{run}} 학습 이후 바뀌었습니다. 이전 파일을 되돌리거나 새 데이터로 다시 학습하세요.',
  lines: '{{file}} 파일은 {{lines}}줄, 데이터 파일은 {{examples}}줄입니다. 다시 학습하세요.',
  line: '{{file}} 파일 {{line}}번째 줄은 “{{id}}”인데 데이터 파일은 “{{wanted}}”입니다. 다시 학습하세요.',
} as const;
