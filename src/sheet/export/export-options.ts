import type { OptionDef } from '../../runs/option-def.js';

export const FORMATS = ['csv', 'xlsx'] as const;
export type Format = (typeof FORMATS)[number];

/** Options of `results export`. */
export const exportOptions = {
  format: {
    kind: 'choice',
    choices: FORMATS,
    description: 'csv opens anywhere, xlsx in Excel with numbers formatted',
    example: 'format:xlsx',
  },
  where: {
    kind: 'text',
    maxLength: 500,
    description: 'Only runs with these settings: name=value, with spaces between; also state=done',
    example: 'where:"loss=asl state=done"',
  },
} as const satisfies Record<string, OptionDef>;
