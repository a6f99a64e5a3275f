export const schedule = {
  title: '일정',
  about:
    '`/schedule night:22:00-08:00`, `/schedule digest:"0 9 * * *"` 또는 `off`로 바꿉니다. 시각 기준: {{timezone}}.',
  night: '야간 시간대',
  night_is: '{{window}}: `when:night` 실험은 이 시간대를 기다립니다. 지금 기다리는 실험: {{count}}개',
  night_off: '꺼짐: 보류되는 실험이 없습니다',
  digest: '요약',
  digest_is: '`{{pattern}}`, 다음 {{next}}. 끝난 실험이 없으면 올리지 않습니다',
  digest_off: '꺼짐',
  waits: '야간 시간대({{from}})를 기다리는 중입니다.',
  bad_night:
    '“{{typed}}” 시간대를 이해할 수 없습니다. `night:22:00-08:00`처럼 시작과 끝을 적거나 `night:off`로 끄세요.',
  bad_digest:
    '“{{typed}}” 요약 시각을 이해할 수 없습니다. 시각(`digest:9:00`), cron 패턴(`digest:"0 9 * * 1-5"`) 또는 `digest:off`를 적으세요.',
  no_night:
    '야간 시간대가 정해지지 않아 `when:night`으로 기다릴 수 없습니다. 빼고 입력하거나 관리자에게 `/schedule night:22:00-08:00` 설정을 부탁하세요.',
} as const;
