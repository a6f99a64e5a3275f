/** Data, scores and submissions that cannot be read or written. */
export const fileErrors = {
  folder:
    'There is no data folder “{{name}}” under {{roots}}. Type one of: {{known}}, or put the folder there.',
  no_folder:
    'There is no data folder “{{name}}” under {{roots}}. Put a folder with train.jsonl, dev.jsonl and test.jsonl there, or name another root in configs/labmate.yaml.',
  missing:
    'The data folder {{folder}} has no {{part}}.jsonl (nor one file named …-{{part}}.jsonl). Put it there and try again.',
  many: 'The data folder {{folder}} has {{count}} files named …-{{part}}.jsonl ({{files}}). Keep one, or name one {{part}}.jsonl.',
  empty: '{{file}} has no lines. Put at least one example in it and try again.',
  line: '{{file}}, line {{line}}: {{problem}}. Mend the line (or take it out) and try again.',
  unreadable: '{{file}} cannot be read: {{why}}. Put it back and try again.',
  absent: 'it is not there',
  blank: 'it is blank',
  json: 'it is not valid JSON ({{why}})',
  id: 'the id “{{id}}” is used in line {{line}} already',
  scores: {
    none: '{{file}} has no scores. Train the run again, or leave it out.',
    line: '{{file}}, line {{line}}: {{problem}}. Train the run again, or leave it out.',
    unreadable: '{{file}} cannot be read: {{why}}. Train the run again, or leave it out.',
    absent: "there is no {{file}} in the run's folder",
    logits: '{{logits}} logits, where the task has {{labels}} labels',
    invalid: 'it is not valid',
  },
  talk: '{{file}}, line {{line}}, is no message. Repair the line or move the file away.',
} as const;
