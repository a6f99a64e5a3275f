export const predict = {
  nothing: '0.5를 넘는 감정이 없습니다',
  about: '대상: **{{target}}**',
  notAbout: '이 실험은 대상을 읽지 않아 **{{target}}** 없이 예측했습니다.',
  noneAbout: '대상을 읽는 구성원이 없어 **{{target}}** 없이 예측했습니다.',
  legend: '✔ 0.5 이상 · ≥ dev에서 조정한 임계값',
  ensembleLegend: '✔ 앙상블이 고른 감정 · 앙상블의 임계값을 0.5로 맞춘 확률입니다',
  source: '실험 {{run}} · dev micro-F1 {{score}}',
  ensembleSource: '제출 {{submission}} · dev micro-F1 {{score}}',
  both: '실험이나 제출 중 하나만 고르세요: `run:12` 또는 `submission:4`. 둘 다 빼면 최고 실험으로 예측합니다.',
  members:
    '제출 {{submission}}: 텍스트에 답할 수 없습니다. 다음 구성원의 가중치가 디스크에 없습니다: {{members}} (날짜는 공간을 비우려고 삭제한 날). 다시 학습한 뒤 `/ensemble`로 새로 만들거나, 실험 하나로 예측하세요: `run:12`',
  memory:
    '체크포인트 {{checkpoints}}개를 한꺼번에 올리려면 메모리 {{needed}} 정도가 필요한데, 지금 남은 메모리는 {{free}}입니다. 진행 중인 작업이 적을 때 다시 시도하거나, 실험 하나로 예측하세요: `run:12`',
  busy: '앞서 보낸 글을 아직 예측하고 있습니다. 답이 나온 뒤 다시 물어보세요.',
  many: '기다리는 글이 너무 많습니다. 1분쯤 뒤에 다시 시도하세요.',
  slow: '예측이 너무 오래 걸렸습니다. 진행 중인 작업이 적을 때 다시 시도하세요.',
  died: '예측 프로세스가 답 없이 끝났습니다({{how}}). 대개 메모리가 부족할 때 생깁니다. 진행 중인 작업이 적을 때 다시 시도하거나, 더 작은 모델의 실험을 고르세요: `run:12`',
  none: '가중치가 남아 있는 끝난 실험이 없습니다. 먼저 `/train`으로 학습하세요.',
  unfinished: '실험 {{run}} 결과가 없습니다 ({{state}}). `run`을 빼면 최고 실험으로 예측합니다.',
  gone: '실험 {{run}} 가중치가 디스크에 없습니다. `run`을 빼면 최고 실험으로 예측합니다. 다시 학습하려면 `/train from:{{run}} again:true`를 입력하세요.',
  freed:
    '실험 {{run}} 가중치는 공간을 비우려고 {{day}}에 삭제했습니다. `run`을 빼면 최고 실험으로 예측합니다. 다시 학습하려면 `/train from:{{run}} again:true`를 입력하세요.',
  someParts:
    '실험 {{run}} 파트 {{wanted}}개 중 {{there}}개의 가중치만 남아 있어 예측할 수 없습니다. `run`을 빼면 최고 실험으로 예측합니다. 다시 학습하려면 `/train from:{{run}} again:true`를 입력하세요.',
} as const;
