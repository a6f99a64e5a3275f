/** What was typed cannot be used: what happened, why, what to type instead. */
export const optionErrors = {
  type: '{{problem}} Type: `{{line}}`',
  value: '{{problem}} Try `{{example}}`.',
  must: '`{{name}}` must be {{allowed}}; you typed “{{typed}}”.',
  allowed: {
    flag: 'true or false',
    choice: 'one of {{choices}}',
    text: 'a text of 1 to {{max}} characters',
    like: 'like `{{example}}`',
    whole: 'a whole number from {{min}} to {{max}}',
    number: 'a number from {{min}} to {{max}}',
    above: 'a number above {{min}}, up to {{max}}',
  },
  mean: 'There is no option `{{name}}`. Did you mean `{{guess}}`?',
  none: 'There is no option `{{name}}`: leave it out, this takes none.',
  unknown: 'There is no option `{{name}}`. Options: {{known}}.',
  set: '`set` cannot be read from “{{from}}” on. Type name=value with spaces between them, for example `set:gamma_neg=1 gamma_pos=0`.',
  twice: '`{{name}}` is given twice. Give it once, in `set` or beside it.',
  loss: '`{{foreign}}` belongs to other losses; {{loss}} has none. Add {{having}}, or leave `{{foreign}}` out.',
  from: '`preset` and `from` both bring all settings along. Take one of them: `from:{{from}}` with what should differ, or `preset:{{preset}}`.',
  intent:
    "The intent has {{length}} characters; {{max}} fit. Shorten it, the details can go into the run's thread.",
  preset: 'There is no preset “{{typed}}”. Known: {{known}}.',
  preset_guess: 'There is no preset “{{typed}}”. Did you mean `preset:{{guess}}`? Known: {{known}}.',
  weights: {
    range: '`pos_weight` must have factors above 0, up to {{max}}; you typed “{{typed}}”. {{give}}',
    count: '`pos_weight` has {{factors}} factors for {{labels}} labels. {{give}}',
    give: 'Give one factor, one for each of the {{labels}} labels, or `balanced`.',
  },
  model: {
    folder:
      "The folder {{folder}} has no config.json. A checkpoint in Hugging Face's layout holds config.json, its weights and its tokenizer's files: put them there, or name another folder.",
    unknown:
      'There is no model “{{name}}”. {{shown}} A model of a hub is typed owner/name, a folder by its name under {{roots}}.',
    mean: 'Did you mean `model:{{guess}}`?',
    known: 'Known: {{known}}.',
    roots: 'a model root of configs/labmate.yaml',
  },
  allowed_weights: '`balanced`, a factor, or one factor for each label with commas between them',
} as const;
