export const permissions = {
  view: 'You may not look at runs here: that is for {{roles}}. Ask whoever administers this server.',
  train: 'You may not start or change runs here: that is for {{roles}}. Ask whoever administers this server.',
  cancel: "Only {{roles}} and those who may manage messages stop other people's runs. Ask one of them.",
  admin:
    'This is for those who may manage the server, and for {{roles}}. Ask one of them; `/settings` shows what is set.',
  channel: 'Labmate does not work in this channel. Type your command in {{channels}} or a thread there.',
  limit_queued:
    'You have {{used}} runs waiting ({{runs}}), and {{limit}} is the limit for one person. Queue this one when one of them has started, or take one out with `/cancel`.',
  limit_hours:
    'You have used {{used}} GPU hours today, and {{limit}} a day is the limit for one person. It is counted anew in {{left}} h, at midnight in {{timezone}}.',
} as const;
