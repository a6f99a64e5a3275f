import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { atomicWrite } from '../../runs/atomic-write.js';
import type { RunFile, RunFolder } from '../../runs/run-folder.js';

const pinSchema = z.object({ hub: z.string(), commit: z.string() });

/**
 * A run of a hub's model that begins again takes the commit of its first attempt, whatever its branch is by now.
 * @returns the run, with that commit as the revision of its model where there is one
 */
export async function withPinnedCommit(run: RunFile, { origin }: RunFolder): Promise<RunFile> {
  const text = await readFile(origin, 'utf8').catch(() => '');
  if (text === '') return run;
  const { hub, commit } = pinSchema.parse(JSON.parse(text));
  if (run.model.settings.hub !== hub) return run;
  return { ...run, model: { ...run.model, settings: { hub, revision: commit } } };
}

/** Notes the commit for later attempts. */
export const pinCommit = ({ origin }: RunFolder, pin: z.infer<typeof pinSchema>): Promise<void> =>
  atomicWrite(origin, `${JSON.stringify(pin)}\n`);
