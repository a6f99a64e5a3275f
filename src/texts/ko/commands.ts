/**
 * Commands by their names, subcommands with the command's name before them, for Korean clients of Discord. English ones
 * stand beside the commands themselves. Discord takes names of at most 32 characters, descriptions of at most 100.
 */
export const commands: Readonly<Record<string, { name?: string; description: string }>> = {
  train: {
    name: '학습',
    description: '학습 실험을 대기열에 넣습니다. 옵션 없이 쓰면 기본 모델을 학습합니다',
  },
  results: { name: '결과', description: '실험 점수 보기' },
  'results best': { description: '최고 실험: dev micro-F1 순 또는 공개 점수 순' },
  'results list': { description: '최근 실험의 질문과 결과' },
  'results show': { description: '한 실험의 모든 정보' },
  'results question': { description: '같은 질문에 답하는 실험을 나란히 봅니다. 질문이 없으면 질문 목록' },
  'results compare': {
    description: '두 실험, 또는 한 옵션만 다른 모든 쌍 비교: 차이가 우연보다 큰지 확인합니다',
  },
  'results importance': { description: '끝난 실험에서 어떤 옵션의 영향이 컸는지 봅니다' },
  'results export': { description: '모든 실험을 CSV 또는 Excel 파일로 내려받습니다' },
  'results plot': { description: '실험 그림, 또는 최고 점수의 추이' },
  explain: {
    name: '설명',
    description: '옵션, 손실, 지표가 무엇인지 논문과 함께 설명합니다. 손실은 그래프도 보여 줍니다',
  },
  predict: { name: '예측', description: '글에 담긴 감정을 최고 실험이나 앙상블로 예측합니다' },
  ensemble: { name: '앙상블', description: '최고 실험들로 제출 파일을 만듭니다' },
  submissions: { name: '제출', description: '제출 파일 목록, 공개 점수, 오늘 남은 제출 수' },
  sweep: { name: '스윕', description: '여러 설정을 차례로 시도합니다' },
  'sweep start': {
    description: '스윕을 시작합니다. 개별 실험은 채널에 올리지 않고 끝나면 여기에 알립니다',
  },
  'sweep status': { description: '스윕 진행 상황, 최고 실험, 그래프' },
  'sweep stop': { description: '스윕에 실험을 더 추가하지 않습니다' },
  'sweep resume': { description: '실패로 멈췄거나 중단한 스윕을 이어서 진행합니다' },
  disk: { name: '디스크', description: '무엇이 공간을 차지하는지 보고, 오래된 체크포인트를 비웁니다' },
  'disk show': { description: '공간 사용량과 규칙에 따라 비울 수 있는 것' },
  'disk free': { description: '규칙에 따라 체크포인트를 비웁니다. 지우기 전에 먼저 확인합니다' },
  'disk keep': { description: '규칙과 상관없이 이 실험의 체크포인트를 보관합니다' },
  doctor: { name: '진단', description: '무엇이 설정되어 있고 무엇이 빠졌는지, 그리고 해결 방법' },
  gpu: { name: '장비', description: '학습 장비: GPU 또는 CPU, 메모리, 지금 학습 중인 실험' },
  settings: { name: '설정', description: '현재 설정과 그 의미. mention은 본인만의 선택입니다' },
  schedule: { name: '일정', description: '우선순위가 낮은 실험의 야간 시간대와 요약이 오는 시각' },
  sheet: { name: '시트', description: '팀 시트: 링크, 대기 중인 변경, 사람이 바꾼 셀' },
  'sheet status': { description: '링크, 대기 중인 변경, 기록하지 못하는 이유, 사람이 바꾼 셀' },
  'sheet rebuild': { description: '삭제된 행을 되살리고 틀린 곳을 바로잡습니다. 먼저 물어봅니다' },
  'sheet import': {
    description: '예전 결과표(CSV, XLSX, Google 시트)를 끝난 실험으로 가져옵니다. 먼저 보여 줍니다',
  },
  queue: { name: '대기열', description: '지금 학습 중인 실험과 대기 중인 실험' },
  'queue list': { description: '지금 학습 중인 실험과 대기 중인 실험' },
  'queue move': { description: '대기 중인 실험의 순서를 바꿉니다' },
  'queue pause': {
    description: '다시 시작할 때까지 새 실험을 시작하지 않습니다. 학습 중인 실험은 계속됩니다',
  },
  'queue resume': { description: '대기 중인 실험을 다시 시작합니다' },
  cancel: { name: '취소', description: '실험을 중단하거나 대기열에서 뺍니다. 여러 개도 됩니다' },
  intent: {
    name: '의도',
    description: '실험에 질문을 적습니다. text가 없으면 지금 질문이 담긴 입력창을 엽니다',
  },
  verdict: { name: '판정', description: '실험의 질문에 판정을 남깁니다' },
  note: { name: '메모', description: '실험에 메모를 남깁니다. text가 없으면 더 넓은 입력창을 엽니다' },
  log: { name: '로그', description: '실험 로그의 끝부분. 학습 중이면 스레드에 계속 표시합니다' },
  score: { name: '점수', description: '실험이나 제출의 리더보드 점수를 기록합니다' },
  data: { name: '데이터', description: '데이터 살펴보기: 레이블, 레이블 쌍, 길이, 중복, 겹침' },
  help: { name: '도움말', description: 'Labmate로 할 수 있는 일과 예시' },
};
