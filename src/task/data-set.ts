import { z } from 'zod';

/** Where the examples are: resolved and hashed when the run is queued. Absolute paths. */
export const dataSetSchema = z.object({
  folder: z.string(),
  train: z.string(),
  dev: z.string(),
  test: z.string(),
  /** SHA-256 over the three files, hexadecimal. */
  hash: z.string(),
});

export type DataSet = z.infer<typeof dataSetSchema>;
