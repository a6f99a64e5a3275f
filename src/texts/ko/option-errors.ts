export const optionErrors = {
  type: '{{problem}} 이렇게 입력하세요: `{{line}}`',
  value: '{{problem}} 예: `{{example}}`',
  must: '`{{name}}`에 쓸 수 있는 값: {{allowed}}. 입력한 값은 “{{typed}}”입니다.',
  allowed: {
    flag: 'true 또는 false',
    choice: '{{choices}} 중 하나',
    text: '1~{{max}}자의 텍스트',
    like: '`{{example}}` 같은 형식',
    whole: '{{min}}부터 {{max}}까지의 정수',
    number: '{{min}}부터 {{max}}까지의 숫자',
    above: '{{min}}보다 크고 {{max}} 이하인 숫자',
  },
  mean: '`{{name}}` 옵션이 없습니다. 혹시 `{{guess}}`인가요?',
  none: '`{{name}}` 옵션이 없습니다. 여기에는 옵션이 없으니 빼고 입력하세요.',
  unknown: '`{{name}}` 옵션이 없습니다. 쓸 수 있는 옵션: {{known}}.',
  set: '`set`에서 “{{from}}”부터 읽을 수 없습니다. name=value를 공백으로 구분해 입력하세요. 예: `set:gamma_neg=1 gamma_pos=0`',
  twice: '`{{name}}` 옵션을 두 번 입력했습니다. `set` 안이나 밖 중 한 곳에만 입력하세요.',
  loss: '`{{foreign}}` 옵션은 다른 손실에만 있고 {{loss}}에는 없습니다. {{having}} 옵션을 더하거나 `{{foreign}}` 옵션을 빼세요.',
  from: '`preset`과 `from`은 둘 다 모든 설정을 가져옵니다. 하나만 쓰세요: `from:{{from}}`에 바꿀 옵션을 더하거나, `preset:{{preset}}`만 쓰세요.',
  intent:
    'intent가 {{length}}자입니다. {{max}}자까지 쓸 수 있으니 줄이고, 자세한 내용은 실험 스레드에 적어 주세요.',
  preset: '“{{typed}}” 프리셋이 없습니다. 쓸 수 있는 프리셋: {{known}}.',
  preset_guess: '“{{typed}}” 프리셋이 없습니다. 혹시 `preset:{{guess}}`인가요? 쓸 수 있는 프리셋: {{known}}.',
  weights: {
    range: '`pos_weight` 값은 0보다 크고 {{max}} 이하여야 합니다. 입력한 값은 “{{typed}}”입니다. {{give}}',
    count: '레이블은 {{labels}}개인데 `pos_weight` 값은 {{factors}}개입니다. {{give}}',
    give: '값 하나, 레이블 {{labels}}개 각각의 값, 또는 `balanced`를 입력하세요.',
  },
  model: {
    folder:
      '{{folder}} 폴더에 config.json이 없습니다. Hugging Face 형식의 체크포인트에는 config.json, 가중치, 토크나이저 파일이 있어야 합니다. 파일을 넣거나 다른 폴더를 지정하세요.',
    unknown:
      '“{{name}}” 모델이 없습니다. {{shown}} 허브 모델은 owner/name으로, 폴더는 {{roots}} 아래의 이름으로 입력하세요.',
    mean: '혹시 `model:{{guess}}`인가요?',
    known: '쓸 수 있는 모델: {{known}}.',
    roots: 'configs/labmate.yaml에 적힌 모델 폴더',
  },
  allowed_weights: '`balanced`, 값 하나, 또는 레이블마다 하나씩 쉼표로 구분한 값',
} as const;
