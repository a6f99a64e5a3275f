import { rename, rm, truncate } from 'node:fs/promises';
import { readResumePoint } from '../runs/resume-point.js';
import type { RunFolder } from '../runs/run-folder.js';

/**
 * Makes a run folder ready for its next attempt. Where an earlier one left from what to go on, its events up to there,
 * its checkpoint and the parts that it finished stay; otherwise the attempt starts in a clean folder, and what the
 * earlier one said is kept beside. Each attempt has a log of its own: why a worker died is looked for in it.
 * @param attempts how many there were
 * @returns bytes of events that stay
 */
export async function prepareAttempt(folder: RunFolder, attempts: number): Promise<number> {
  const point = await readResumePoint(folder);
  const aside = (file: string) => rename(file, `${file}.attempt-${attempts}`).catch(() => undefined);
  await aside(folder.log);
  const results = [folder.metrics, folder.devScores, folder.testScores, folder.oofScores];
  if (point) await truncate(folder.events, point.events_bytes);
  else {
    await aside(folder.events);
    results.push(folder.checkpoint, folder.checkpointLast, folder.state, folder.parts);
  }
  for (const file of results) await rm(file, { recursive: true, force: true });
  return point?.events_bytes ?? 0;
}
