export const settings = {
  title: '설정',
  about:
    '이름을 적어 하나씩 바꿉니다. 예: `/settings mention:failures`. `mention` 외에는 관리자만 바꿀 수 있습니다.',
  changed: '변경됨',
  change: '**{{name}}**: {{before}} → {{after}}',
  none: '없음',
  no_limit: '제한 없음',
  everyone: '모두',
  mention_is: {
    on: '**on**: 내 실험이 끝나면 멘션합니다',
    failures: '**failures**: 내 실험이 실패했을 때만 멘션합니다',
    off: '**off**: 멘션하지 않습니다',
  },
  quiet_is: {
    normal: '**false**: 시작할 때 카드를 올리고, 끝나면 채널에 메시지를 올려 작성자를 멘션합니다',
    quiet: '**true**: 시작할 때 카드를 올리고, 결과와 실패는 스레드에만 멘션 없이 올립니다',
  },
  yours: 'mention (나)',
  channels: '채널',
  channels_are: '명령을 쓸 수 있는 곳: {{channels}} 및 그 스레드. 결과를 올리는 곳: {{results}}',
  where_started: '실험을 시작한 곳',
  roles: '역할',
  roles_are:
    'view(보기): {{view}}\ntrain(학습): {{train}}\ncancel(다른 사람의 실험 취소): {{cancel}}, 메시지 관리 권한이 있는 사람\nadmin(관리): {{admin}}, 서버 관리 권한이 있는 사람',
  limits: '한도',
  limits_are:
    '한 사람당 대기 실험: {{queued}}\n한 사람당 하루 GPU 시간: {{hours}}\n하루 제출 횟수(대회 규정): {{submissions}}',
  schedule: '일정',
  mention_whose:
    '멘션은 각자가 정하며, 터미널 사용자는 멘션되지 않습니다. Discord에서 `/settings mention:off`처럼 입력하세요.',
  bad_timezone: '“{{typed}}” 시간대를 찾을 수 없습니다. `timezone:Asia/Seoul`처럼 입력하세요.',
  bad_id:
    '`{{name}}`에는 이 서버의 채널이나 역할, 또는 그 ID(15~21자리 숫자)를 적어야 합니다. 입력한 값: “{{typed}}”. Discord에서 개발자 모드를 켜고 마우스 오른쪽 버튼 → “ID 복사하기”를 누르세요.',
  which_role: '`role_for`에는 역할이 필요합니다. `add_role`이나 `remove_role`을 함께 적으세요.',
  role_for_what: '역할의 권한을 적으세요: `role_for:view`, `train`, `cancel`, `admin`.',
} as const;
