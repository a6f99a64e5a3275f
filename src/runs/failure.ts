import { z } from 'zod';
import { retell, saidSchema, type Told, toTold } from '../texts/stored.js';
import type { Said, Texts } from '../texts/texts.js';

/** How the sentences of a failure are said in other languages than English; absent where nobody knows, and in old files. */
export const failureSaidSchema = z.object({ message: saidSchema.optional(), hint: saidSchema.optional() });

/** Why a run ended without a result: one sentence of what happened, one of what to do, in English. */
export const failureSchema = z.object({
  reason: z.string(),
  message: z.string(),
  hint: z.string().optional(),
  said: failureSaidSchema.optional(),
});
export type Failure = z.infer<typeof failureSchema>;

/** A failure in words that can be said in every language. */
export function failure<Reason extends string>(
  reason: Reason,
  message: Said | string,
  hint?: Said | string,
): Failure & { reason: Reason } {
  const one = toTold(message);
  const other: Told | undefined = hint === undefined ? undefined : toTold(hint);
  const said = {
    ...(one.said && { message: one.said }),
    ...(other?.said && { hint: other.said }),
  };
  return {
    reason,
    message: one.message,
    ...(other && { hint: other.message }),
    ...(Object.keys(said).length > 0 && { said }),
  };
}

/** What happened, and what to do about it, in a reader's language. */
export function failureText(
  { message, hint, said }: Failure,
  texts: Texts,
): { message: string; hint: string } {
  return {
    message: retell(message, said?.message, texts),
    hint: hint === undefined ? '' : retell(hint, said?.hint, texts),
  };
}
