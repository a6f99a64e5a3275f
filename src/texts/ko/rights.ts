export const rights = {
  names: {
    ViewChannel: '채널 보기',
    SendMessages: '메시지 보내기',
    SendMessagesInThreads: '스레드에서 메시지 보내기',
    CreatePublicThreads: '공개 스레드 만들기',
    EmbedLinks: '링크 첨부',
    AttachFiles: '파일 첨부',
    ReadMessageHistory: '메시지 기록 보기',
  },
  follows: {
    ViewChannel: '권한이 돌아올 때까지 실험 카드, 결과, 요약 게시를 미룹니다.',
    SendMessages: '권한이 돌아올 때까지 실험 카드, 결과, 요약 게시를 미룹니다.',
    SendMessagesInThreads: '스레드에 로그, 감정별 F1, 실시간 로그를 올리지 못합니다.',
    CreatePublicThreads: '새 실험에 스레드가 생기지 않습니다.',
    EmbedLinks: '실험 카드가 갱신되지 않고, 결과는 일반 텍스트로 올라옵니다.',
    AttachFiles: '결과와 요약이 그림과 파일 없이 올라옵니다.',
    ReadMessageHistory: 'Labmate가 자기 메시지를 다시 찾지 못해 같은 내용을 두 번 올릴 수 있습니다.',
  },
  missing:
    '⚠️ <#{{channel}}> 채널에서 봇에 필요한 권한이 없습니다: **{{names}}**. {{follows}} 학습은 계속됩니다. 되돌리려면 채널을 오른쪽 클릭 → 채널 편집 → 권한 → 고급 권한에서 봇의 역할을 선택하고 ✓로 바꿔 주세요.',
  gone: '⚠️ 봇이 ID {{channel}} 채널(<#{{channel}}>)을 볼 수 없습니다. 채널이 삭제되었거나 **채널 보기** 권한이 없습니다. 그곳에 올릴 내용은 Labmate 채널에 올리거나 미룹니다. 되돌리려면 채널을 오른쪽 클릭 → 채널 편집 → 권한 → 고급 권한에서 봇의 역할을 선택하고 **채널 보기**를 ✓로 바꾸거나, `/settings`에서 다른 채널을 지정해 주세요.',
  refused:
    '⚠️ 권한에는 문제가 없어 보이지만 Discord가 <#{{channel}}> 채널에 올리는 봇의 메시지를 거부합니다(“{{why}}”). 봇이 타임아웃 상태인지, 채널이나 스레드가 잠겨 있는지, 채널 편집 → 권한에서 봇에 ✗로 설정된 항목이 있는지 확인해 주세요. 학습은 계속되며, 올리지 못한 내용은 미뤄 둡니다.',
  back: '✅ <#{{channel}}> 채널에서 봇에 필요한 권한이 모두 돌아왔습니다. 미뤄 둔 내용을 지금 올립니다.',
  taken:
    '✅ Discord가 <#{{channel}}> 채널에 올리는 봇의 메시지를 다시 받습니다. 미뤄 둔 내용을 지금 올립니다.',
  no_files:
    '-# 봇에 **파일 첨부** 권한이 없어 그림과 파일 없이 올립니다. `/results plot`으로 다시 그릴 수 있습니다.',
} as const;
