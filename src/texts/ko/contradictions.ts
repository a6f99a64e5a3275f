export const contradictions = {
  loss: '`{{name}}` 옵션은 다른 손실에만 있고 {{loss}}에는 없습니다. {{having}} 옵션을 더하거나 `{{name}}` 옵션을 빼세요.',
  layers:
    '`layer_decay` 옵션은 층마다 학습률을 낮추는데 {{model}} 모델은 층이 하나뿐입니다. 옵션을 빼거나 인코더 모델을 쓰세요.',
  emoji:
    '`emoji:keep` 옵션은 `{{why}}` 옵션과 함께 쓸 수 없습니다. 지우는 기호에 이모지도 들어갑니다. 기호도 남기거나 `emoji` 옵션을 빼세요.',
  maxlen: '{{model}} 모델의 최대 입력 길이는 {{positions}}토큰입니다. `maxlen:{{maxlen}}` 값이 더 큽니다.',
  accumulate:
    '`accumulate:{{accumulate}}`라면 한 스텝에 배치 {{accumulate}}개가 필요한데, 예제가 {{examples}}개라 한 에폭에 크기 {{batch}}인 배치가 {{batches}}개뿐입니다.',
  eval_steps:
    '전체 {{steps}}스텝(에폭당 {{each}}스텝)이라 `eval_steps:{{eval_steps}}`에는 도달하지 않습니다. dev 평가는 에폭마다 항상 합니다.',
  one_fold:
    '`folds:1`이면 모든 예제를 빼 두어 학습할 예제가 남지 않습니다. `folds:5`로 바꾸거나, 전체로 학습하려면 `folds` 옵션을 빼세요.',
  many_parts:
    '`folds:{{folds}} seeds:{{seeds}}`이면 학습을 {{parts}}번 합니다. 한 실험은 {{most}}번까지입니다. 예: `folds:{{folds}} seeds:{{fewer}}`',
  last_seed:
    '`seed:{{seed}}`부터 `seeds:{{seeds}}`개를 세면 가장 큰 시드 {{last}} 값을 넘습니다. `seed:{{first}}` 이하로 입력하세요.',
  folds:
    '`folds:{{folds}}`에는 학습 예제가 {{folds}}개 이상 필요한데 {{file}} 파일에는 {{examples}}개뿐입니다. {{instead}}',
  more_data: '예제가 더 많은 데이터를 쓰세요.',
  fewer_folds: '예: `folds:{{examples}}`',
  sweep_running:
    '스윕 {{sweep}} 상태: 이미 진행 중입니다. `/sweep status sweep:{{sweep}}`에서 진행 상황을 볼 수 있습니다.',
  sweep_done:
    '스윕 {{sweep}} 상태: 완료. 예산({{budget}}개)이나 탐색 공간을 모두 썼습니다. `/sweep start`로 새로 시작하세요. `search_seed:2`를 붙이면 다른 값을 제안합니다.',
} as const;
