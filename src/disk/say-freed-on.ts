import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const freedSchema = z.object({ state: z.string(), checkpoint_freed_at: z.string().nullable().default(null) });
const storeSchema = z.object({ runs: z.record(z.string(), z.unknown()) });

/**
 * What to say of a run without a checkpoint where that was freed; undefined where it was not. For those who do not hold
 * the store: its file is read as it lies there, which is always whole.
 */
export async function sayFreedOn(home: string, runId: string): Promise<string | undefined> {
  try {
    const { runs } = storeSchema.parse(JSON.parse(await readFile(join(home, 'labmate.json'), 'utf8')));
    const { state, checkpoint_freed_at } = freedSchema.parse(runs[runId]);
    if (checkpoint_freed_at === null) return undefined;
    const again = state === 'done' ? `rerun ${runId}` : `train from:${runId} again:true`;
    return `Run ${runId}'s checkpoint was freed on ${checkpoint_freed_at.slice(0, 10)} to make room; \`npm run lab -- ${again}\` makes it again, as a new run.`;
  } catch {
    return undefined;
  }
}
