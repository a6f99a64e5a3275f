export const sheet = {
  columns: {
    run: 'Run',
    state: 'State',
    intent: 'Intent',
    thread: 'Thread',
    question: 'Question',
    verdict: 'Verdict',
    author: 'Author',
    dev: 'dev micro-F1',
    dev_tuned: 'dev micro-F1 tuned',
    macro: 'macro-F1',
    folds_mean: 'folds mean',
    folds_spread: 'folds spread',
    public: 'public score',
    label: '{{label}} F1',
    best_epoch: 'best epoch',
    minutes: 'minutes',
    started: 'started',
    finished: 'finished',
    host: 'host',
    engine: 'engine',
    code: 'code',
    notes: 'Notes',
  },
  spec: {
    model: 'Model',
    loss: 'Loss',
    lr: 'lr',
    epochs: 'epochs',
    batch: 'batch',
    seed: 'seed',
    folds: 'folds',
    data: 'data',
  },
  protected: 'Labmate keeps this column: what is typed here moves into a note. “{{notes}}” is for people.',
  yours: 'Yours: {{value}}',
  ours: 'Labmate says: {{value}}',
  empty: '(empty)',
  conflict:
    'Run {{run}}: somebody wrote “{{theirs}}” into “{{column}}” of the sheet, where Labmate has “{{ours}}”. Labmate’s value is back in the cell, the other one is in its note.',
  conflicts_more: '… and {{count}} more cells of the sheet that people had changed.',
  tab_anew: 'The tab “{{tab}}” was deleted from the sheet. It was made anew, with all runs.',
  row_refused:
    'Google does not take the row of run {{run}} into the sheet (“{{why}}”). All other rows are written; this one is tried again when its run changes.',
  up_to_date: 'The sheet is up to date again.',
  trouble: {
    said: 'Google says “{{message}}”{{status}}',
    account: 'the service account of the bot',
    later: 'Runs go on, and the missing rows follow by themselves.',
    missing:
      'The Google Sheet is not there: {{said}}. Take it out of the bin, or put the right id into GOOGLE_SHEET_ID, and share it with {{account}} as an editor. {{later}}',
    not_shared:
      'Labmate may not write the Google Sheet: {{said}}. Share the sheet with {{account}} as an editor. {{later}}',
    key: 'Google does not accept the key of {{account}}: {{said}}. Make a new key, put it into the file that GOOGLE_APPLICATION_CREDENTIALS names, and restart Labmate. {{later}}',
    clock:
      'The clock of the machine on which Labmate runs is wrong: {{said}}. Set it (`timedatectl set-ntp true`). {{later}}',
    api_off:
      'The Google Sheets API is switched off in the project of {{account}}: {{said}}. Open {{page}} and press “Enable”. {{later}}',
    waits: 'The Google Sheet waits: {{message}} {{later}}',
    full: 'The Google Sheet is full: {{said}}. Delete empty rows, columns or tabs that nobody needs. {{later}}',
    protected:
      'The Google Sheet cannot be written: {{said}}. Let {{account}} edit the protected range (Data, Protect sheets and ranges), or protect it with a warning only. {{later}}',
    refused: 'The Google Sheet cannot be written: {{said}}. {{later}}',
    no_header:
      'the tab “{{tab}}” has no header row with a column “{{run}}” any more. Put the header back (undo, or the version history), or delete the tab: it is made anew then, with all runs.',
  },
  not_taken: 'Labmate could not take this: {{why}}',
} as const;
