export const sheet = {
  columns: {
    run: '실험',
    state: '상태',
    intent: '의도',
    thread: '스레드',
    question: '함께 답할 질문',
    verdict: '판정',
    author: '작성자',
    dev: 'dev micro-F1 (0.5)',
    dev_tuned: 'dev micro-F1 (임계값 조정)',
    macro: 'dev macro-F1',
    folds_mean: '폴드 평균',
    folds_spread: '폴드 표준편차',
    public: '공개 점수',
    label: '{{label}} F1',
    best_epoch: '최적 에폭',
    minutes: '소요 시간(분)',
    started: '시작',
    finished: '종료',
    host: '호스트',
    engine: '엔진',
    code: '코드',
    notes: '메모',
  },
  spec: {
    model: '모델',
    loss: '손실',
    lr: '학습률',
    epochs: '에폭',
    batch: '배치',
    seed: '시드',
    folds: '폴드',
    data: '데이터',
  },
  protected:
    'Labmate가 관리하는 열입니다. 여기에 입력한 값은 셀 메모로 옮겨집니다. 자유롭게 쓰는 열은 “{{notes}}”입니다.',
  yours: '입력한 값: {{value}}',
  ours: 'Labmate의 값: {{value}}',
  empty: '(비어 있음)',
  conflict:
    '실험 {{run}}: 시트의 “{{column}}” 열에 “{{theirs}}” 값이 입력되었습니다. Labmate의 값은 “{{ours}}”입니다. 셀에는 Labmate의 값을 되돌려 놓았고, 입력한 값은 셀 메모에 있습니다.',
  conflicts_more: '… 그 밖에 시트에서 변경된 셀이 {{count}}개 더 있습니다.',
  tab_anew: '시트에서 “{{tab}}” 탭이 삭제되어, 모든 실험을 담아 다시 만들었습니다.',
  row_refused:
    'Google이 실험 {{run}}의 행을 시트에 받아들이지 않습니다(“{{why}}”). 나머지 행은 모두 기록했으며, 이 행은 실험이 바뀌면 다시 시도합니다.',
  up_to_date: '시트가 다시 최신 상태입니다.',
  trouble: {
    said: 'Google의 응답은 “{{message}}”{{status}}입니다',
    account: '봇의 서비스 계정',
    later: '실험은 계속 진행되며, 빠진 행은 나중에 자동으로 채워집니다.',
    missing:
      'Google 시트를 찾을 수 없습니다. {{said}}. 휴지통에서 복원하거나 GOOGLE_SHEET_ID에 올바른 ID를 넣고, 다음 계정을 편집자로 공유해 주세요: {{account}}. {{later}}',
    not_shared:
      'Google 시트에 쓸 권한이 없습니다. {{said}}. 시트를 다음 계정에 편집자로 공유해 주세요: {{account}}. {{later}}',
    key: 'Google이 서비스 계정 키를 받아들이지 않습니다({{account}}). {{said}}. 새 키를 만들어 GOOGLE_APPLICATION_CREDENTIALS가 가리키는 파일에 넣고 Labmate를 다시 시작해 주세요. {{later}}',
    clock:
      'Labmate가 실행되는 장비의 시계가 맞지 않습니다. {{said}}. 시계를 맞춰 주세요(`timedatectl set-ntp true`). {{later}}',
    api_off:
      '서비스 계정({{account}})의 프로젝트에서 Google Sheets API가 꺼져 있습니다. {{said}}. 다음 페이지에서 “사용 설정”을 눌러 주세요: {{page}} {{later}}',
    waits: 'Google 시트에 쓰지 못하고 기다리고 있습니다. {{message}} {{later}}',
    full: 'Google 시트가 가득 찼습니다. {{said}}. 필요 없는 빈 행, 열, 탭을 삭제해 주세요. {{later}}',
    protected:
      'Google 시트에 쓸 수 없습니다. {{said}}. 보호된 범위를 다음 계정이 편집할 수 있게 하거나(데이터 → 시트 및 범위 보호) 경고만 표시하도록 바꿔 주세요: {{account}}. {{later}}',
    refused: 'Google 시트에 쓸 수 없습니다. {{said}}. {{later}}',
    no_header:
      '“{{tab}}” 탭에 “{{run}}” 열이 있는 머리글 행이 없습니다. 실행 취소나 버전 기록으로 머리글을 되돌리거나 탭을 삭제해 주세요. 삭제하면 모든 실험을 담아 다시 만듭니다.',
  },
  not_taken: 'Labmate가 반영하지 못했습니다: {{why}}',
} as const;
