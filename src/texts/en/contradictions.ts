/** Options that cannot be meant together, and counts that nothing can be done with. */
export const contradictions = {
  loss: '`{{name}}` belongs to other losses; {{loss}} has none. Add {{having}}, or leave `{{name}}` out.',
  layers:
    '`layer_decay` lowers the rate layer by layer, and {{model}} has one layer only. Leave it out, or take an encoder.',
  emoji:
    '`emoji:keep` cannot be with `{{why}}`: emoji are among the symbols that it drops. Keep the symbols, too, or leave `emoji` out.',
  maxlen: '{{model}} takes texts of at most {{positions}} tokens; `maxlen:{{maxlen}}` is more.',
  accumulate:
    '`accumulate:{{accumulate}}` asks for {{accumulate}} batches a step, and {{examples}} examples make {{batches}} of {{batch}} in a whole epoch.',
  eval_steps:
    '`eval_steps:{{eval_steps}}` never comes: the run has {{steps}} steps, {{each}} an epoch. After each epoch the dev set is looked at anyway.',
  one_fold:
    '`folds:1` would hold out all examples and leave none to train on. Try `folds:5`, or leave `folds` out to train on all of them.',
  many_parts:
    '`folds:{{folds}} seeds:{{seeds}}` are {{parts}} trainings; a run has {{most}} at most. Try `folds:{{folds}} seeds:{{fewer}}`.',
  last_seed:
    '`seeds:{{seeds}}` counts up from `seed:{{seed}}`, beyond the last seed, {{last}}. Try `seed:{{first}}` or less.',
  folds: '`folds:{{folds}}` needs {{folds}} examples to train on; {{file}} has {{examples}}. {{instead}}',
  more_data: 'Take data with more examples.',
  fewer_folds: 'Try `folds:{{examples}}`.',
  sweep_running: 'Sweep {{sweep}} is running already: `/sweep status sweep:{{sweep}}` shows how far it is.',
  sweep_done:
    'Sweep {{sweep}} is done: its budget of {{budget}} or its space is used up. Start another with `/sweep start`; `search_seed:2` gives other suggestions.',
} as const;
