export const queue = {
  title: '학습 중 {{running}}개, 대기 {{waiting}}개',
  nothing: '대기 중인 실험이 없습니다. `/train`으로 시작하세요.',
  more: '… 외 {{count}}개',
  starting: '시작하는 중',
  epochs: '{{epoch}}/{{epochs}}, {{left}} 남음',
  part: '파트 {{part}}/{{parts}},',
  run: '실험 {{run}}',
  night: '{{from}}까지 대기 ({{at}})',
  since:
    '{{author}} 님이 {{when}} 일시 정지했습니다. 대기 중인 실험은 시작하지 않으며, `/queue resume`으로 다시 시작합니다.',
  moved: '실험 {{run}}: 대기 순서 {{of}}개 중 {{place}}번째로 옮겼습니다.',
  others: '실험 {{run}}: {{author}} 님의 실험입니다. 본인이나 메시지 관리 권한이 있는 사람에게 부탁하세요.',
  paused: '⏸️ 대기열을 일시 정지했습니다. 학습 중인 실험은 계속되고, 새 실험은 시작하지 않습니다.',
  pausedAlready: '대기열이 이미 일시 정지되어 있습니다.',
  resumed: '▶️ 대기 중인 실험을 다시 시작합니다.',
  runsAlready: '대기열이 일시 정지 상태가 아니었습니다.',
  admin: '대기열을 멈추고 다시 시작하는 것은 메시지 관리 권한이 있는 사람만 할 수 있습니다.',
  waits_not:
    '실험 {{run}}: 대기 중이 아닙니다 ({{state}}). 대기 중인 실험만 옮길 수 있으며, `/queue`에서 볼 수 있습니다.',
} as const;
