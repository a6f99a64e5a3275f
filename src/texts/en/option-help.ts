/** What `/help option:` says of one option, beside its description. */
export const optionHelp = {
  title: 'Option {{name}}',
  may: 'May be',
  default: 'Default',
  type: 'Type',
  from: 'From',
  all: 'all models',
  whole: 'a whole number from {{min}} to {{max}}',
  above: 'above {{min}}, up to {{max}}',
  number: 'from {{min}} to {{max}}',
  text: 'a text of up to {{max}} characters',
} as const;
