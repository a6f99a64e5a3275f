import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { atomicWrite } from '../runs/atomic-write.js';
import type { Fitted } from './fit/fit.js';
import type { Member } from './member.js';
import { refuseWriting } from './refuse-writing.js';

const weightsSchema = z.array(z.number());

/** How the members were put together: what new texts are answered with. */
export const fittedFileSchema = z.object({
  members: z.array(z.object({ name: z.string(), checkpoints: z.array(z.string()) })),
  labels: z.array(z.string()),
  combiner: z.discriminatedUnion('kind', [
    z.object({ kind: z.enum(['soft', 'logits', 'rank', 'hard']) }),
    z.object({ kind: z.literal('weights'), weights: weightsSchema }),
    z.object({ kind: z.literal('label_weights'), weights: z.array(weightsSchema) }),
    z.object({
      kind: z.literal('stack'),
      models: z.array(z.object({ bias: z.number(), weights: weightsSchema })),
    }),
  ]),
  thresholds: z.array(z.number()),
});
export type FittedFile = z.infer<typeof fittedFileSchema>;

/** @throws UserError `ensemble.write` */
export async function writeFitted(
  file: string,
  { members, fitted, labels }: { members: readonly Member[]; fitted: Fitted; labels: readonly string[] },
): Promise<void> {
  const { combiner, thresholds } = fitted;
  const named = members.map(({ name, checkpoints }) => ({ name, checkpoints }));
  await atomicWrite(file, `${JSON.stringify({ members: named, labels, combiner, thresholds })}\n`).catch(
    (cause: unknown) => refuseWriting(file, cause),
  );
}

/** @throws Error where it is not there, or not as it was written */
export const readFitted = async (file: string): Promise<FittedFile> =>
  fittedFileSchema.parse(JSON.parse(await readFile(file, 'utf8')));
