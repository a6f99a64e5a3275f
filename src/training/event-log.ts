import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import type { WorkerEvent } from '../runs/worker-event.js';

/** A step's line waits this long at most. */
const FLUSH_MS = 1000;

/** `events.jsonl`: steps are gathered and written once a second; every other event is written at once. */
export class EventLog {
  readonly #file: number;
  #pending = '';
  #flushedAt = performance.now();
  /** Bytes of whole lines in the file. */
  #size = 0;

  /** Begins the file anew: what an earlier attempt said is no news. */
  constructor(file: string) {
    this.#file = openSync(file, 'w', 0o600);
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

  close(): void {
    closeSync(this.#file);
  }
}
