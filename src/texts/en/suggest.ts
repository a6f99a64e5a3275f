/** What stands beside suggestions while somebody types. */
export const suggest = {
  typed: 'as typed',
  folder: 'a folder of the model roots',
  submission: '{{id}} · {{score}} · runs {{members}} · {{method}}',
  space: {
    range: 'a range, evenly in the logarithm',
    points: 'five of them, for a grid',
    list: 'a list',
    step: 'with a step; only in runs whose loss has it',
    numbers: 'a list of numbers',
    plain: 'a range',
    whole: 'whole numbers',
  },
} as const;
