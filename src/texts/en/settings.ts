export const settings = {
  title: 'Settings',
  about:
    'Change one by its name, for example `/settings mention:failures`. All but `mention` are for administrators.',
  changed: 'Changed',
  change: '**{{name}}**: {{before}} → {{after}}',
  none: 'none',
  no_limit: 'no limit',
  everyone: 'everyone',
  mention_is: {
    on: '**on**: you are mentioned when one of your runs ends',
    failures: '**failures**: you are mentioned only when one of your runs fails',
    off: '**off**: you are never mentioned',
  },
  quiet_is: {
    normal: '**false**: a card at the start; at the end a message in the channel that mentions the author',
    quiet: '**true**: a card at the start; results and failures only in the thread, and nobody is mentioned',
  },
  yours: 'mention (yours)',
  channels: 'Channels',
  channels_are: 'Commands work in {{channels}} and threads there. Results: {{results}}',
  where_started: 'where the run was started',
  roles: 'Roles',
  roles_are:
    'view: {{view}}\ntrain: {{train}}\ncancel: {{cancel}}, and whoever may manage messages\nadmin: {{admin}}, and whoever may manage the server',
  limits: 'Limits',
  limits_are:
    'Waiting runs a person: {{queued}}\nGPU hours a person and day: {{hours}}\nSubmissions a day (the competition): {{submissions}}',
  schedule: 'Schedule',
  mention_whose:
    'Mentions are each person’s own choice, and nobody in a terminal is mentioned. Type `/settings mention:off` in Discord.',
  bad_timezone:
    '“{{typed}}” is no time zone. Type one such as `timezone:Asia/Seoul` or `timezone:Europe/Berlin`.',
  bad_id:
    '`{{name}}` must be a channel or role of this server, or its id (15 to 21 digits); you typed “{{typed}}”. With Developer Mode on, right-click it in Discord: “Copy ID”.',
  which_role: '`role_for` needs a role: add `add_role` or `remove_role`.',
  role_for_what: 'Say what the role may do: `role_for:view`, `train`, `cancel` or `admin`.',
} as const;
