import { copyFile, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Adapter } from 'lowdb';
import type { z } from 'zod';
import { UserError } from '../user-error.js';
import { atomicWrite } from './atomic-write.js';
import { JsonByEntry } from './json-by-entry.js';

/**
 * lowdb's JSON file made safe: lowdb itself writes to one fixed temporary name without fsync, throws at an empty file
 * and takes `null` for data. Here a write is atomic and on the disk when it returns, what is read is validated, and a
 * file that is not valid is set aside and the newest backup taken. What is written is JSON with one entry a line.
 */
export class SafeJsonFile<T extends object> implements Adapter<T> {
  readonly #file: string;
  readonly #schema: z.ZodType<T>;
  readonly #backups: string;
  readonly #json = new JsonByEntry();
  readonly #warn: (message: string) => void;

  constructor(
    file: string,
    { schema, warn = () => undefined }: { schema: z.ZodType<T>; warn?: (message: string) => void },
  ) {
    this.#file = file;
    this.#schema = schema;
    this.#backups = join(dirname(file), 'backups');
    this.#warn = warn;
  }

  /** The data, or null where there is no file yet. */
  async read(): Promise<T | null> {
    const text = await readFile(this.#file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (text === null) return null;
    try {
      return this.#parse(text);
    } catch (error) {
      return this.#fromBackup(error);
    }
  }

  async write(data: T): Promise<void> {
    await atomicWrite(this.#file, this.#json.encode(data));
  }

  /** Copies the file into `backups/` and removes the oldest copies above `keep`. */
  async backup(stamp: string, keep: number): Promise<string> {
    await mkdir(this.#backups, { recursive: true, mode: 0o700 });
    const copy = join(this.#backups, `${basename(this.#file, '.json')}-${stamp}.json`);
    await copyFile(this.#file, copy);
    for (const old of (await this.#backupFiles()).slice(keep)) await rm(old, { force: true });
    return copy;
  }

  #parse(text: string): T {
    return this.#schema.parse(JSON.parse(text));
  }

  /** Newest first: stamps sort as text. */
  async #backupFiles(): Promise<string[]> {
    const prefix = `${basename(this.#file, '.json')}-`;
    const names = await readdir(this.#backups).catch(() => []);
    const ours = names.filter((name) => name.startsWith(prefix) && name.endsWith('.json'));
    return ours
      .sort()
      .reverse()
      .map((name) => join(this.#backups, name));
  }

  async #fromBackup(cause: unknown): Promise<T> {
    for (const backup of await this.#backupFiles()) {
      try {
        const data = this.#parse(await readFile(backup, 'utf8'));
        const aside = `${this.#file}.damaged`;
        // A copy: where the write fails (a full disk), the next start must not find an empty place.
        await copyFile(this.#file, aside);
        await this.write(data);
        this.#warn(`${this.#file} was damaged: set aside as ${aside}, and ${backup} taken in its place.`);
        return data;
      } catch {
        this.#warn(`The backup ${backup} is not valid either.`);
      }
    }
    throw new UserError(
      'store.damaged',
      `${this.#file} is damaged and there is no valid backup of it. Mend it, or move it away to start afresh (the folders in runs/ are not touched).`,
      { cause },
    );
  }
}
