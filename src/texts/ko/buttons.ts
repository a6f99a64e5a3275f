export const buttons = {
  gone: '이전 버전의 버튼이라 더 이상 동작하지 않습니다. `/help`에서 쓸 수 있는 명령을 확인하세요.',
  cancel: '취소',
  rerun: '다시 실행',
  tweak: '바꿔서 실행',
  compare: '최고 실험과 비교',
  queued: '실험 {{run}}: 대기열에 넣었습니다. 카드는 채널에 있습니다.',
  rerunning:
    '실험 {{run}}: 실험 {{of}}의 재실행이 이미 대기 중이거나 학습 중입니다. 하나 더 돌리려면 `/train from:{{of}} again:true`를 입력하세요.',
  alone:
    '실험 {{run}}: 같은 데이터로 끝난 다른 실험이 아직 없어 비교할 수 없습니다. “바꿔서 실행”으로 새 실험을 만들 수 있습니다.',
  tweakTitle: '실험 {{run}} 바꿔서 실행',
  tweakOptions: '옵션',
  tweakOptionsAbout: '한 줄에 이름=값 하나. 지운 줄은 기본값으로 돌아갑니다.',
  intent: '의도',
  intentAbout: '이 실험을 하는 이유: 답을 얻고 싶은 질문',
  edit: '다시 입력',
  typed: '대기열에 넣지 않았습니다. 입력하신 내용은 다음과 같습니다.',
  takenOut:
    '`{{name}}`: 기본값이 없어서 줄을 지울 수 없습니다. 줄을 남기고 값을 바꾸거나, `/train`으로 새로 시작하세요.',
} as const;
