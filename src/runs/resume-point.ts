import { type FinishedParts, noFinishedParts, readFinishedParts } from './finished-parts.js';
import { readResumeState, type ResumeState } from './resume-state.js';
import type { RunFolder } from './run-folder.js';

/** From where an interrupted run goes on. */
export type ResumePoint = {
  /** Parts that are not trained again; none in an ordinary run. */
  finished: FinishedParts;
  /** Within the training that follows them; undefined where that starts from its beginning. */
  state: ResumeState | undefined;
  /** Of `events.jsonl`, up to here. */
  events_bytes: number;
};

/** Undefined where it has to start from the very beginning. */
export async function readResumePoint(folder: RunFolder): Promise<ResumePoint | undefined> {
  const known = await readFinishedParts(folder);
  const finished = known ?? noFinishedParts();
  const left = await readResumeState(folder);
  // A state may be left of a part that has just been finished.
  const state = left && (left.part ?? 1) === finished.parts.length + 1 ? left : undefined;
  if (!known && !state) return undefined;
  return { finished, state, events_bytes: state?.events_bytes ?? finished.events_bytes };
}

/** Whether it is further than where an attempt began, by its first `start` or `resume`. */
export function isBeyond(
  { finished, state }: ResumePoint,
  began: { part?: number | undefined; step: number },
): boolean {
  const next = finished.parts.length + 1;
  const part = began.part ?? 1;
  return next > part || (next === part && (state?.standing.step ?? 0) > began.step);
}
