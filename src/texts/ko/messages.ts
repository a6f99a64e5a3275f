export const messages = {
  below: '아래에서 계속: {{url}}',
  thread: '실험 {{run}} · {{about}}',
  requeued:
    '{{who}} 실험 {{run}} 학습 중에 Labmate가 멈췄습니다. 다시 대기열에 넣었으며, 마지막으로 끝난 에폭부터 이어집니다.',
  interrupted: '{{who}} 실험 {{run}} 학습이 중단되었지만 자동으로 이어집니다. {{why}}',
  attached: '📎 전체 내용은 첨부 파일 `{{file}}`에 있습니다.',
  log: '로그의 마지막 부분:',
  failed:
    'Labmate 쪽에서 문제가 생겼습니다. 실험과 결과에는 영향이 없습니다. 다시 시도해 보고, 계속되면 Labmate 관리자에게 이 번호를 알려 주세요: {{reference}}',
} as const;
