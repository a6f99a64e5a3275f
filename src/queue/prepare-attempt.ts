import { rename, rm, truncate } from 'node:fs/promises';
import { readResumeState } from '../runs/resume-state.js';
import type { RunFolder } from '../runs/run-folder.js';

/**
 * Makes a run folder ready for its next attempt. Where an earlier one left from what to go on, its events up to there
 * and its checkpoint stay; otherwise the attempt starts in a clean folder, and what the earlier one said is kept
 * beside. Each attempt has a log of its own: why a worker died is looked for in it.
 * @param attempts how many there were
 * @returns bytes of events that stay
 */
export async function prepareAttempt(folder: RunFolder, attempts: number): Promise<number> {
  const state = await readResumeState(folder);
  const aside = (file: string) => rename(file, `${file}.attempt-${attempts}`).catch(() => undefined);
  await aside(folder.log);
  const results = [folder.metrics, folder.devScores, folder.testScores];
  if (state) await truncate(folder.events, state.events_bytes);
  else {
    await aside(folder.events);
    results.push(folder.checkpoint, folder.checkpointLast, folder.state);
  }
  for (const file of results) await rm(file, { recursive: true, force: true });
  return state?.events_bytes ?? 0;
}
