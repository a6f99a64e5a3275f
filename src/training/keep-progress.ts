import type { Standing } from '../runs/resume-state.js';
import type { RunFile, RunFolder } from '../runs/run-folder.js';
import { say } from '../texts/texts.js';
import { NoRoomError, removeState, writeState } from './checkpoint/run-state.js';
import { type SavedTensors, saveCheckpoint } from './checkpoint/save-checkpoint.js';
import type { Events } from './event-log.js';
import type { Model } from './model.js';
import { tellNote } from './tell-note.js';
import { labmateSectionSchema } from './text/labmate-section.js';
import type { Trainer } from './trainer.js';

export type KeeperOptions = {
  run: RunFile;
  folder: RunFolder;
  events: Events;
  model: Model;
  trainer: Trainer;
  /** Seconds of the run so far, over all attempts. */
  elapsed: () => number;
  parameters: number;
  /** Which part of the run; undefined in an ordinary one. */
  part?: number | undefined;
};

/** What of a look at the dev set decides what is written. */
export type Look = {
  isBest: boolean;
  /** No step of the epoch, or of the run, follows. */
  ends: boolean;
};

/** Writes to the run folder what a run is to keep of where it stands. */
export class ProgressKeeper {
  readonly #options: KeeperOptions;
  /** False once the disk had no room for it: it is said once, and tried no more. */
  #savesState = true;

  constructor(options: KeeperOptions) {
    this.#options = options;
  }

  /** Whether `checkpoint/` becomes the weights of this look. */
  takes({ isBest, ends }: Look): boolean {
    return this.#options.run.spec.keep === 'last' ? ends : isBest;
  }

  /**
   * The state first, and then the checkpoints that belong to it: where the run dies in between, they are made again
   * from it (`relink`), so that the two never contradict each other.
   */
  async save(standing: Standing, look: Look): Promise<void> {
    if (!this.takes(look) && !look.ends) return;
    const saved = await this.#saveState(standing);
    await this.#saveCheckpoints(standing, look, saved);
  }

  /** Makes the checkpoints again that belong to a state from which the run has just gone on. */
  async relink(standing: Standing, saved: SavedTensors): Promise<void> {
    const isBest = standing.best?.step === standing.step;
    const ends = standing.stopped || standing.sums.examples === 0;
    await this.#saveCheckpoints(standing, { isBest, ends }, saved);
  }

  async #saveState(standing: Standing): Promise<SavedTensors | undefined> {
    const { folder, trainer, events, elapsed, parameters, part } = this.#options;
    if (!this.#savesState) return undefined;
    try {
      const events_bytes = events.sync();
      const state = { standing, seconds: elapsed(), events_bytes, ...(part !== undefined && { part }) };
      return await writeState(folder, trainer, state, parameters);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (!(error instanceof NoRoomError) && code !== 'ENOSPC' && code !== 'EDQUOT') throw error;
      // The old one does not belong to the checkpoint that comes now.
      await removeState(folder);
      this.#savesState = false;
      this.#noteNoRoom(parameters);
      return undefined;
    }
  }

  #noteNoRoom(parameters: number): void {
    const mb = Math.ceil((12 * parameters) / 1e6);
    tellNote(this.#options.events, say('stored.note.no_room', { mb }));
  }

  async #saveCheckpoints(standing: Standing, look: Look, saved: SavedTensors | undefined): Promise<void> {
    const { run, folder, model, trainer } = this.#options;
    const options = {
      epoch: standing.epoch,
      texts: labmateSectionSchema.parse(run.spec),
      ...(saved && { saved }),
    };
    if (this.takes(look)) await saveCheckpoint(folder.checkpoint, model, trainer, options);
    if (run.spec.keep === 'both' && look.ends)
      await saveCheckpoint(folder.checkpointLast, model, trainer, options);
  }
}
