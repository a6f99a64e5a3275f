import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Low } from 'lowdb';
import { takeProcessLock } from './process-lock.js';
import { SafeJsonFile } from './safe-json-file.js';
import { emptyStore, type StoreData, storeDataSchema } from './store-data.js';

/**
 * The store's data and the file that they stand in, on lowdb, with the lock of their folder. Changes that come while a
 * write is under way share the next one. What could not be written stays in memory and is written with the next change
 * or by the retry, whichever comes first.
 */
export class StoreFile {
  readonly #db: Low<StoreData>;
  readonly #file: SafeJsonFile<StoreData>;
  readonly #unlock: () => void;
  readonly #retryMs: number;
  #writing: Promise<void> = Promise.resolve();
  #queued: Promise<void> | undefined;
  #retry: NodeJS.Timeout | undefined;

  private constructor(
    db: Low<StoreData>,
    file: SafeJsonFile<StoreData>,
    unlock: () => void,
    retryMs: number,
  ) {
    this.#db = db;
    this.#file = file;
    this.#unlock = unlock;
    this.#retryMs = retryMs;
  }

  /** @throws UserError `store.locked` | `store.damaged` */
  static async open(
    home: string,
    { warn, retryMs }: { warn?: ((message: string) => void) | undefined; retryMs: number },
  ): Promise<StoreFile> {
    await mkdir(home, { recursive: true, mode: 0o700 });
    const unlock = takeProcessLock(join(home, 'labmate.lock'));
    try {
      const file = new SafeJsonFile(join(home, 'labmate.json'), {
        schema: storeDataSchema,
        ...(warn ? { warn } : {}),
      });
      const db = new Low<StoreData>(file, emptyStore());
      await db.read();
      return new StoreFile(db, file, unlock, retryMs);
    } catch (error) {
      unlock();
      throw error;
    }
  }

  /** As they are now; whoever changes them calls `save`. */
  get data(): StoreData {
    return this.#db.data;
  }

  /** Resolves when all changes up to now are on the disk; rejects where they could not be written. */
  save(): Promise<void> {
    this.#queued ??= this.#writing
      .catch(() => undefined)
      .then(() => {
        this.#queued = undefined;
        this.#writing = this.#write();
        return this.#writing;
      });
    return this.#queued;
  }

  /** Writes what is waiting and gives the lock back. */
  async close(): Promise<void> {
    clearTimeout(this.#retry);
    try {
      await this.save();
    } finally {
      clearTimeout(this.#retry);
      this.#unlock();
    }
  }

  async backup(stamp: string, keep: number): Promise<string> {
    await this.save();
    return this.#file.backup(stamp, keep);
  }

  async #write(): Promise<void> {
    clearTimeout(this.#retry);
    try {
      await this.#db.write();
    } catch (error) {
      this.#retry = setTimeout(() => void this.save().catch(() => undefined), this.#retryMs).unref();
      throw error;
    }
  }
}
