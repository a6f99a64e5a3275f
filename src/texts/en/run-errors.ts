/** About runs, submissions and their scores. */
export const runErrors = {
  unknown: 'There is no run “{{typed}}”. Runs go from 1 to {{last}}; `/results best` lists the best.',
  none: 'There is no run “{{typed}}”. None was queued yet: start with `/train`.',
  data: 'The data {{data}} ({{folder}}) is not what run {{run}} was trained on any more. Put the old files back, or train on the new ones: `train from:{{run}}`.',
  disk: "{{what}}: the disk is full. Free some space in Labmate's folder (old folders in runs/), then type the command again.",
  not_queued: 'The run was not queued',
  not_written: 'The submission was not written',
  same: {
    done: 'That is run {{run}} ({{ago}}, {{score}}, {{by}}). {{instead}}',
    running: 'Run {{run}} trains with exactly this ({{by}}). {{instead}}',
    queued: 'Run {{run}} waits with exactly this ({{by}}). {{instead}}',
    by: 'by {{name}}',
    by_words: 'by {{name}}: “{{words}}”',
    instead: 'Type `again:true` to run it all the same, or change something (`seed:{{seed}}` …).',
  },
  others:
    "Run {{run}} is {{name}}'s: its question and its answer are theirs. Ask them, or someone who may manage messages here; a `/note` is everybody's.",
  cancel: {
    which: 'Which runs? Type their numbers, `cancel run:12,13,15`, or `cancel all:mine` for all of your own.',
    nobody: 'None of your runs trains or waits. `/queue` shows what does.',
    forbidden: "Run {{run}} is {{name}}'s. Ask them, or someone who may manage messages here.",
    elsewhere: 'Run {{run}} could not be stopped from here. Start Labmate: it finds out what became of it.',
    ended: 'Run {{run}} has ended already ({{state}}). `/queue` shows what can be cancelled.',
    out: 'Run {{run}} is out of the queue.',
    done: 'Run {{run}} is cancelled.',
    late: 'Run {{run}} ended before it could be cancelled: it is {{state}}.',
  },
  score: {
    whose:
      'A score belongs to a run or to a submission. Type `score run:12 score:0.874`, or `score submission:4 score:0.882`.',
    state:
      'Run {{run}} is {{state}}: only a finished run has something to hand in. `/results best` lists those.',
    submission: 'There is no submission “{{typed}}”. Submissions go from 1 to {{last}}.',
    no_submission: 'There is no submission “{{typed}}”. None was made yet: `/ensemble top:5` makes one.',
    range:
      '`score` must be from 0 to 1, or per cent up to 100; you typed “{{typed}}”. Try `score:0.874` or `score:87.4%`.',
    percent:
      '{{value}} % would be {{share}}. Type `score:{{value}}` if that is the score, or `score:{{share}}` if it is that low.',
    nothing:
      'Nothing has a public score yet. Note what the leaderboard said with `score run:12 score:0.874`, or `score submission:4 score:0.882`.',
  },
  results: 'No run has finished yet. Start one with `/train`, or see `/queue`.',
  importance: {
    none: 'No run has finished yet; at least {{least}} that differ are needed. Start one with `/train`.',
    few_one:
      'Only {{count}} finished run with different settings {{where}}; at least {{least}} are needed. Train {{more}} more that differ in the options you wonder about.',
    few_other:
      'Only {{count}} finished runs with different settings {{where}}; at least {{least}} are needed. Train {{more}} more that differ in the options you wonder about.',
    same: 'All {{count}} runs {{where}} have the same dev micro-F1, {{score}}: no option made a difference. Train some with settings further apart.',
    where: 'on the data of run {{run}} ({{data}})',
  },
} as const;
