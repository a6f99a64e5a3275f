import { closeSync, constants, fsyncSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import type { WorkerEvent } from '../runs/worker-event.js';

/** A step's line waits this long at most. */
const FLUSH_MS = 1000;

/** Where a training says how it goes. */
export type Events = {
  write(event: WorkerEvent): void;
  /** All that was written is on the disk when it returns. @returns the file's size in bytes */
  sync(): number;
  /** Forgets what was written of this training. */
  restart(): void;
};

/** `events.jsonl`: steps are gathered and written once a second; every other event is written at once. */
export class EventLog implements Events {
  readonly #file: number;
  #pending = '';
  #flushedAt = performance.now();
  /** Bytes of whole lines in the file. */
  #size = 0;

  /** @param keep how many bytes of an earlier attempt are gone on from; what it said after them is cut off */
  constructor(file: string, keep = 0) {
    this.#file = openSync(file, constants.O_RDWR | constants.O_CREAT, 0o600);
    this.#cut(keep);
  }

  /** Begins the file anew. */
  restart(): void {
    this.restartAt(0);
  }

  /**
   * What one part of the run says: it bears the part's number.
   * @param begin bytes of events before the part
   */
  ofPart(part: number, begin: number): Events {
    return {
      write: (event) => this.write({ ...event, part } as WorkerEvent),
      sync: () => this.sync(),
      restart: () => this.restartAt(begin),
    };
  }

  /** Forgets what was written after so many bytes. */
  restartAt(bytes: number): void {
    this.#pending = '';
    this.#cut(bytes);
  }

  write(event: WorkerEvent): void {
    this.#pending += `${JSON.stringify(event)}\n`;
    if (event.type !== 'step' || performance.now() - this.#flushedAt >= FLUSH_MS) this.flush();
  }

  /** @throws what the system says, with the file cut back to whole lines, so that a later event can be read */
  flush(): void {
    const bytes = Buffer.from(this.#pending);
    this.#pending = '';
    this.#flushedAt = performance.now();
    try {
      for (let done = 0; done < bytes.length;)
        done += writeSync(this.#file, bytes, done, bytes.length - done, this.#size + done);
      this.#size += bytes.length;
    } catch (error) {
      ftruncateSync(this.#file, this.#size);
      throw error;
    }
  }

  /** All that was written is on the disk when it returns. @returns the file's size in bytes */
  sync(): number {
    this.flush();
    fsyncSync(this.#file);
    return this.#size;
  }

  #cut(size: number): void {
    ftruncateSync(this.#file, size);
    this.#size = size;
  }

  close(): void {
    closeSync(this.#file);
  }
}
