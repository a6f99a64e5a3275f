export const hubErrors = {
  aborted: '{{model}} 내려받기를 중단했습니다. 받은 부분은 남아 있으니 다시 시작하면 이어서 받습니다.',
  disk_full:
    '{{folder}} 디스크가 가득 차서 {{model}} 모델을 받을 수 없습니다. 공간을 비우거나 HF_HUB_CACHE를 다른 디스크의 폴더로 바꾸세요. 받은 부분은 남아 있습니다.',
  disk_short:
    '{{model}} 모델을 받으려면 {{folder}} 위치에 {{needed}} 더 필요한데 남은 공간은 {{free}}입니다. 공간을 비우거나 HF_HUB_CACHE를 다른 디스크의 폴더로 바꾸세요.',
  cache:
    '{{folder}} 폴더에 {{model}} 모델을 저장할 수 없습니다({{code}}). Labmate 사용자에게 쓰기 권한을 주거나 HF_HUB_CACHE를 다른 폴더로 바꾸세요.',
  busy: '{{host}}에서 요청이 너무 잦다고 거절했습니다(429): {{model}}. 몇 분 뒤에 다시 시도하세요. .env의 HF_TOKEN에 액세스 토큰을 넣으면 한도가 늘어납니다.',
  down: '{{model}} 모델을 받을 수 없습니다. 매번 같은 응답이 왔습니다({{why}}). 허브에 문제가 있으니 나중에 다시 시도하세요. 받은 부분은 남아 있습니다.',
  answer:
    '{{model}} 모델을 받을 수 없습니다: {{why}}. .env의 HF_ENDPOINT가 Hugging Face 허브 주소인지 확인하세요.',
  unreachable:
    '{{model}} 모델을 받을 수 없습니다: {{why}}. 네트워크와 .env의 HF_ENDPOINT를 확인하고 다시 시도하세요. 받은 부분은 남아 있습니다.',
  gated:
    '{{id}} 모델은 이용 조건에 동의한 계정만 받을 수 있습니다. {{page}}에서 동의한 뒤, 그 계정의 읽기용 액세스 토큰을 .env의 HF_TOKEN에 넣으세요.',
  token_refused:
    '{{host}}에서 HF_TOKEN을 받아들이지 않습니다({{id}}). 읽기용 액세스 토큰을 새로 만들어(허브 → Settings → Access Tokens) .env에 넣고, 모델 이름도 확인하세요.',
  token_missing:
    '{{host}}에서 토큰 없이는 {{id}} 모델을 볼 수 없습니다. 없는 모델이거나(owner/name 철자 확인) 비공개 모델입니다. 비공개라면 액세스 토큰을 .env의 HF_TOKEN에 넣으세요.',
  no_revision:
    '{{id}} 모델에 리비전 {{revision}} 항목이 없습니다. {{page}}에 있는 브랜치, 태그, 전체 커밋 해시를 적거나, main을 쓰려면 빼세요.',
  no_model:
    '{{host}}에 {{id}} 모델이 없습니다. 철자(owner/name)를 확인하세요. 비공개 모델이라면 읽기용 액세스 토큰을 .env의 HF_TOKEN에 넣으세요.',
  no_model_revision:
    '{{host}}에 {{id}} 모델의 리비전 {{revision}} 항목이 없습니다. 철자(owner/name)를 확인하세요. 비공개 모델이라면 읽기용 액세스 토큰을 .env의 HF_TOKEN에 넣으세요.',
  refused: '{{model}} 모델을 받을 수 없습니다: {{why}}. 원인은 {{page}}에서 확인하세요.',
  no_config:
    '{{model}} 저장소에 config.json이 없어 transformers 모델이 아닙니다. config.json이 있는 저장소를 쓰세요.',
  no_weights:
    '{{model}} 저장소에 model.safetensors도 pytorch_model.bin도 없습니다(있는 파일: {{there}}). PyTorch 가중치가 있는 저장소나 리비전을 쓰세요.',
  data_changed:
    '데이터 {{data}} ({{folder}}) 내용이 대기열에 넣은 뒤 바뀌었습니다. 이전 파일을 되돌리거나 다시 대기열에 넣으세요.',
  checkpoint_changed:
    '{{folder}} 체크포인트가 대기열에 넣은 뒤 바뀌었습니다. 이전 파일을 되돌리거나 다시 대기열에 넣으세요.',
} as const;
