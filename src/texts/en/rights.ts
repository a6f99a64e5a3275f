export const rights = {
  /** As Discord's settings show them. */
  names: {
    ViewChannel: 'View Channels',
    SendMessages: 'Send Messages',
    SendMessagesInThreads: 'Send Messages in Threads',
    CreatePublicThreads: 'Create Public Threads',
    EmbedLinks: 'Embed Links',
    AttachFiles: 'Attach Files',
    ReadMessageHistory: 'Read Message History',
  },
  follows: {
    ViewChannel: 'Cards, results and digests wait until it is back.',
    SendMessages: 'Cards, results and digests wait until it is back.',
    SendMessagesInThreads: 'Log tails, the F1 of each emotion and live logs are not posted in threads.',
    CreatePublicThreads: 'New runs get no thread.',
    EmbedLinks: 'Cards stay as they are, and results come as plain text.',
    AttachFiles: 'Results and digests come without their pictures and files.',
    ReadMessageHistory: 'Labmate does not find its own messages again: it may post something twice.',
  },
  missing:
    '⚠️ The bot lacks **{{names}}** in <#{{channel}}>. {{follows}} Runs go on. To give it back: right-click the channel → Edit Channel → Permissions → Advanced permissions, choose the role of the bot, and set it to ✓.',
  gone: '⚠️ The bot does not see the channel with the id {{channel}} (<#{{channel}}>): it was deleted, or **View Channels** is missing there. What is to be posted there goes to Labmate’s own channel or waits. To give it back: right-click the channel → Edit Channel → Permissions → Advanced permissions, choose the role of the bot, and set **View Channels** to ✓; or choose another channel with `/settings`.',
  refused:
    '⚠️ Discord refuses what the bot posts in <#{{channel}}> (“{{why}}”), though its permissions look complete. Look whether the bot has a time-out, whether the channel or thread is locked, and under Edit Channel → Permissions whether something is set to ✗ for it. Runs go on; what cannot be posted waits.',
  back: '✅ The bot has all permissions that it needs in <#{{channel}}> again. What was held is posted now.',
  taken: '✅ Discord takes what the bot posts in <#{{channel}}> again. What was held is posted now.',
  no_files:
    '-# Without its files and pictures, since the bot lacks **Attach Files** here. `/results plot` draws them again.',
} as const;
