/** `/results compare`. */
export const compareErrors = {
  same: 'Both are run {{run}}, which never differs from itself. Name another run, for example with `/results best` before you.',
  open: 'Run {{run}} is {{state}}, so it has no scores yet. Compare it when it is done.',
  ended: 'Run {{run}} is {{state}} and has no scores. Train it again, or compare another.',
  none: 'No run has finished yet, so there is nothing to compare. Start one with `/train`, or see `/queue`.',
  where: 'on the data of the run that finished last ({{data}})',
  stranger:
    'No finished run has {{by}}:{{value}} {{where}}. There are: {{present}}. Name two of them, or train one first.',
  all: 'All finished runs have {{by}}:{{present}} {{where}}. Train one with another value and the rest the same.',
  pairs:
    'No two finished runs differ in nothing but {{by}} ({{values}}) {{where}}. Train one again with another {{by}} and the rest, seed included, the same; or compare two runs by their numbers.',
  many: '{{count}} pairs differ in nothing but {{by}}; at most {{most}} are compared at once. Name two values, for example `{{by}}:{{values}}`.',
  what: '{{problem}} Type two runs, `run:12 with:15`, or an option, `by:loss values:bce,asl`.',
  both: 'Two runs and an option at once are two questions.',
  values: '`values` goes with `by`: of which option are they?',
  alone: 'One run alone is no comparison.',
  nothing: 'Nothing was named.',
  option: 'Runs cannot be compared by “{{by}}”: it is no option of a run. Options: {{known}}.',
  option_guess: 'Runs cannot be compared by “{{by}}”: it is no option of a run. Did you mean `by:{{guess}}`?',
  two: '“{{values}}” must be at least two different values of `{{name}}`, with commas between them, such as `values:bce,asl` of `loss`.',
  run: 'Run {{run}} cannot be compared: {{problem}}',
  other_data:
    'Run {{run}} was trained on other data ({{data}}) than run {{first}} ({{first_data}}), so their scores do not compare. Train one of them again on the data of the other.',
  labels_file:
    'The labels of run {{run}} cannot be read from {{file}}. Put the file back, or train the run again.',
  labels:
    'Run {{run}} has other labels, or another order of them ({{labels}}), than run {{first}} ({{first_labels}}). Compare runs of one task, or train one of them again.',
  changed:
    'The data {{data}} ({{folder}}) has changed since run {{run}} was trained on it. Put the old files back, or train again on the new ones.',
  lines: '{{file}} has {{lines}} lines, the data file {{examples}}. Train it again.',
  line: 'line {{line}} of {{file}} is about “{{id}}”, in the data file about “{{wanted}}”. Train it again.',
} as const;
