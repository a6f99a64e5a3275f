import { z } from 'zod';

const number = z.number().nullable().default(null);

/** What is known of a run that was not trained here but read from somebody's table of results. */
export const importedSchema = z.object({
  /** The file, or the title of the spreadsheet. */
  from: z.string(),
  tab: z.string().nullable(),
  /** As the table counts its rows, from 1. */
  row: z.number().int(),
  at: z.string(),
  by: z.object({ id: z.string().nullable(), name: z.string() }),
  /** Of what the row said: the same row is not taken twice. */
  key: z.string(),
  /** Settings of the spec that the table did not tell: what stands in the spec for them means nothing. */
  unknown: z.array(z.string()),
  /** Shares from 0 to 1; null where the table has none. */
  scores: z.object({
    dev: number,
    dev_tuned: number,
    macro: number,
    folds_mean: number,
    folds_spread: number,
    per_label: z.record(z.string(), z.number()).default({}),
  }),
  best_epoch: number,
  seconds: number,
  engine: z.string().default(''),
});
export type Imported = z.infer<typeof importedSchema>;
