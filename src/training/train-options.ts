import type { Adjustment } from '../runs/adjustment.js';
import type { ResumePoint } from '../runs/resume-point.js';
import type { RunFile, RunFolder } from '../runs/run-folder.js';
import type { Engine } from '../tensorflow/engine.js';
import type { EventLog } from './event-log.js';

export type TrainOptions = {
  run: RunFile;
  folder: RunFolder;
  engine: Engine;
  events: EventLog;
  /** Aborted when the run is to stop; looked at between steps. */
  signal: AbortSignal;
  /** What an interrupted attempt left, to go on from; the events up to there are still in the log. */
  point?: ResumePoint | undefined;
  /** Sizes in the place of the spec's; null where there are none. */
  adjusted?: Adjustment | null;
};
