import type { Run } from './run.js';
import type { PendingEnsemble, Submission } from './submission.js';

/**
 * What a projection (the sheet, the channel) needs of the store: the runs that changed since its cursor, oldest
 * change first, and a durable place for the cursor. A cursor is saved only after the change has arrived.
 */
export interface ChangeFeed {
  /** Runs with a revision above `cursor`, in the order of their revisions. */
  changedSince(cursor: number): Run[];
  cursor(projection: string): number;
  saveCursor(projection: string, revision: number): Promise<void>;
  /** Calls back after each change; returns the function that ends it. */
  onChange(listener: (run: Run) => void): () => void;
}

/** The same for ensembles, which are few: whoever follows them reads them all again. */
export interface EnsembleFeed {
  /** Oldest first. */
  submissions(): Submission[];
  /** Those that wait for scores, or whose end nobody was told of yet; oldest first. */
  pendingEnsembles(): PendingEnsemble[];
  /** Calls back after each change of one; returns the function that ends it. */
  onEnsembles(listener: () => void): () => void;
}
