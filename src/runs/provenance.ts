import { z } from 'zod';

/** Who gave an option its value. What is not named is a default: of every model, of its size, or of its entry. */
const SOURCES = ['typed', 'preset', 'sweep', 'settings'] as const;
export type Source = (typeof SOURCES)[number];

/** Where the settings of a run came from, as known when it was queued. */
export const provenanceSchema = z.object({
  /** The preset's name, where one was typed. */
  preset: z.string().nullable(),
  options: z.record(z.string(), z.enum(SOURCES)),
});
export type Provenance = z.infer<typeof provenanceSchema>;
