import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { say } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import { atomicWrite } from './atomic-write.js';
import { InTurn } from './in-turn.js';
import { authorSchema, type Run } from './run.js';
import type { Runs } from './runs.js';

/** One line of `talk.jsonl`: what somebody wrote in the run's thread, as it is there now. */
export const talkSchema = z.object({
  /** Of the message; later ones are larger. */
  id: z.string(),
  author: authorSchema,
  at: z.string(),
  text: z.string(),
  edited_at: z.string().nullable(),
});
export type Talk = z.infer<typeof talkSchema>;

const inTurn = new InTurn();

/**
 * What people wrote in the thread of a run, oldest first; empty where nobody did.
 * @throws UserError `talk.damaged` naming the line
 */
export async function readTalk(run: Pick<Run, 'id'>, runs: Pick<Runs, 'folder'>): Promise<Talk[]> {
  const file = runs.folder(run.id).talk;
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  });
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line, at) => {
    try {
      return talkSchema.parse(JSON.parse(line));
    } catch (cause) {
      const what = say('fileErrors.talk', { file, line: at + 1 });
      throw new UserError('talk.damaged', what, { cause });
    }
  });
}

export type TalkChange = { said: readonly Talk[]; removed?: readonly string[] };

/**
 * Puts messages into a run's record, or takes them out: one that is there already is replaced. The same change made twice
 * changes nothing. A thread holds some hundred messages at most, so the file is written whole.
 */
export async function recordTalk(
  id: string,
  { said, removed = [] }: TalkChange,
  runs: Pick<Runs, 'folder' | 'store'>,
): Promise<void> {
  const { store } = runs;
  const file = runs.folder(id).talk;
  await inTurn.take(file, async () => {
    const before = await readTalk({ id }, runs);
    const byId = new Map(before.map((one) => [one.id, one]));
    for (const one of said) byId.set(one.id, one);
    for (const one of removed) byId.delete(one);
    const after = [...byId.values()].sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
    const lines = after.map((one) => `${JSON.stringify(one)}\n`).join('');
    if (lines !== before.map((one) => `${JSON.stringify(one)}\n`).join('')) await atomicWrite(file, lines);
    if (store.get(id)?.talked !== after.length) await store.update(id, { talked: after.length });
  });
}
