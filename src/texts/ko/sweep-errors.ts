export const sweepErrors = {
  forbidden:
    '스윕 {{sweep}} 작성자는 {{name}}입니다. 작성자나 이 채널의 메시지 관리 권한이 있는 사람에게 부탁하세요.',
  none: '아직 시작한 스윕이 없습니다. `/sweep start`로 시작하세요. 예: `space:"lr=1e-5..5e-5 log" budget:20`',
  unknown:
    '스윕 “{{typed}}” 번호를 찾을 수 없습니다. 스윕 번호는 1부터 {{last}}까지이며 `/sweep status`는 마지막 스윕을 보여 줍니다.',
  ended: '스윕 {{sweep}} 상태: {{state}}. 더 추가되는 실험이 없습니다. 개별 실험은 `/cancel`로 중단하세요.',
  fixed: '`{{name}}` 옵션이 `space`에도 있고 {{value}} 값으로 고정되어 있기도 합니다. 한쪽에서 빼세요.',
  parts:
    '`{{name}}` 옵션은 실험을 재는 방법을 바꿀 뿐이라 파트가 많을수록 평균이 좋아 보입니다. 탐색 공간에서 빼고 모든 실험에 같은 값을 주세요: `set:"{{name}}=5"`.',
  data: '데이터가 다르면 점수를 비교할 수 없습니다. `data`를 탐색 공간에서 빼고 데이터마다 스윕을 시작하세요: `set:"data=kote8"`',
  budget: {
    whole:
      '`{{name}}` 값이 너무 많아 모두 시도할 수 없으니 실험 수를 정해야 합니다. `{{add}}` 옵션을 더하세요.',
    endless: '`{{name}}` 값은 끝이 없으니 실험 수를 정해야 합니다. `{{add}}` 옵션을 더하세요.',
    points: '조합이 {{points}}개입니다. `{{add}}` 옵션을 더하세요.',
    points_all:
      '조합이 {{points}}개입니다. `{{add}}` 옵션을 더하거나, 모두 시도하려면 `budget:{{size}}` 옵션을 더하세요.',
  },
  space: '{{problem}} 이렇게 입력하세요: `{{instead}}`',
  problem: {
    empty: '탐색 공간이 비어 있습니다. 어떤 설정을 시도할지 적어야 합니다.',
    twice: '`{{name}}` 옵션이 “{{first}}”, “{{second}}” 두 번 있습니다.',
    nameless: '“{{piece}}”에 이름이나 값이 없습니다.',
    unknown: '값을 바꿔 볼 `{{name}}` 옵션이 없습니다.',
    mean: '값을 바꿔 볼 `{{name}}` 옵션이 없습니다. 혹시 `{{guess}}`인가요?',
    range: '`{{word}}`는 low..high 범위에만 쓸 수 있는데 `{{name}}` 값은 목록입니다.',
    loss: '`{{name}}` 옵션은 {{having}}에만 있는데 실험의 손실은 {{losses}}입니다.',
    grid: '`{{name}}`: {{low}}~{{high}} 사이의 값은 끝이 없습니다. 그리드에는 간격(step)이나 점의 수(points)가 필요합니다.',
    grid_whole:
      '`{{name}}`: {{low}}~{{high}} 사이의 값이 너무 많습니다. 그리드에는 간격(step)이나 점의 수(points)가 필요합니다.',
    list: '`{{name}}` 옵션은 숫자가 아니므로 값을 나열합니다.',
    single: '`{{name}}` 범위가 {{low}}부터 {{high}}까지라 값이 하나뿐입니다.',
    down: '`{{name}}` 범위가 {{low}}에서 {{high}}까지 거꾸로입니다.',
    step: '`step` 뒤에는 0보다 큰 숫자가 필요한데 “{{argument}}”라고 입력했습니다.',
    points: '`points` 뒤에는 2부터 1000까지의 정수가 필요한데 “{{argument}}”라고 입력했습니다.',
    word: '범위 뒤의 “{{word}}”는 알 수 없는 말입니다.',
    log: '`{{name}}` 범위가 {{low}}에서 시작하는데 로그 간격은 0보다 커야 합니다.',
    log_step: 'step은 일정한 간격이라 로그에는 쓸 수 없습니다. 로그에는 `points`를 씁니다.',
    both: '`step`과 `points`는 같은 것을 정하므로 하나만 씁니다.',
    long: '`{{name}}` 범위보다 간격({{step}})이 깁니다.',
    fraction: '`{{name}}` 값은 정수이므로 간격도 정수여야 합니다.',
  },
} as const;
