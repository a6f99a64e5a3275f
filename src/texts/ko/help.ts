export const help = {
  title: 'Labmate: 이 채널에서 하는 실험',
  about:
    '`/train`으로 학습 실험을 대기열에 넣고, `intent`에 이유를 적으세요. 실험마다 진행 상황을 보여 주는 카드, 이야기를 나눌 스레드, 시트의 한 행이 생기고 결과는 여기에 올라옵니다.',
  commands: '명령어',
  try: '예시',
  question: 'ASL이 드문 감정에 도움이 될까?',
  models: '모델',
  default: '{{model}} (기본값)',
  checkpoints: '사전 학습 모델: {{names}}, `model:owner/name` 형식의 허브 인코더, 또는 모델 폴더',
  losses: '손실 함수',
  loss: {
    bce: '**bce** 이진 교차 엔트로피: 감정마다 따로 계산',
    asl: '**asl** 비대칭 손실(Ridnik 외 2021): 쉬운 음성 예제의 비중을 낮춤. `gamma_neg`, `gamma_pos`, `clip`',
    apl: '**apl** 비대칭 다항 손실(Huang 외 2023): ASL에 다항식 항을 더함. 옵션은 위와 같음',
    focal: '**focal** 포컬 손실(Lin 외 2017): 쉬운 예제의 비중을 낮춤. `gamma`, `alpha`는 `set`에 입력',
    asl_oneonlee:
      '**asl_oneonlee** oneonlee의 과제 제출에 쓰인 ASL: 상한이 있고 마진이 없음. `gamma_neg`, `gamma_pos`',
  },
} as const;
