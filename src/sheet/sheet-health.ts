import type { Texts } from '../texts/texts.js';
import { backoffMs, type Clock } from './clock.js';
import type { SheetLog } from './sheet-log.js';
import { type SheetFailure, troubleSentence } from './google/sheet-failure.js';

/** How often to look whether people have mended what only they can mend. */
const TROUBLE_MS = 40_000;
/** A request that is refused is tried anew from reading this often before people are told. */
const QUIET_REFUSALS = 3;

type Listeners = {
  onTrouble: (message: string, failure: SheetFailure) => void;
  onRecovered: () => void;
  onSuccess: () => void;
};

/** Failures in a row, how long each makes the writer wait, and what people are told of them, once. */
export class SheetHealth {
  readonly #clock: Clock;
  readonly #log: SheetLog;
  readonly #texts: Texts;
  readonly #clientEmail: string | undefined;
  readonly #tell: Listeners;
  #failures = 0;
  #trouble: string | undefined;
  #lastSync: string | undefined;
  #failure: SheetFailure | undefined;

  constructor({
    clock,
    log,
    texts,
    clientEmail,
    ...tell
  }: {
    clock: Clock;
    log: SheetLog;
    texts: Texts;
    clientEmail: string | undefined;
  } & Listeners) {
    this.#clock = clock;
    this.#log = log;
    this.#texts = texts;
    this.#clientEmail = clientEmail;
    this.#tell = tell;
  }

  get isWell(): boolean {
    return this.#failures === 0;
  }

  /** ISO 8601. */
  get lastSync(): string | undefined {
    return this.#lastSync;
  }

  /** Why the sheet is behind; undefined while it is written. */
  get failure(): SheetFailure | undefined {
    return this.#failure;
  }

  /** Whether nothing changes until people do something. */
  get needsPeople(): boolean {
    return this.#trouble !== undefined;
  }

  succeeded(): void {
    this.#failures = 0;
    this.#failure = undefined;
    this.#lastSync = new Date(this.#clock.now()).toISOString();
    this.#tell.onSuccess();
    if (this.#trouble === undefined) return;
    this.#trouble = undefined;
    this.#log.info({}, 'The sheet is written again');
    this.#tell.onRecovered();
  }

  /** How long to wait; where it is for people, the wait may be cut. */
  failed(failure: SheetFailure): { waitMs: number; needsPeople: boolean } {
    const attempt = this.#failures++;
    const { kind, status, message, retryAfterMs } = failure;
    this.#failure = failure;
    const needsPeople = kind === 'person' || (kind === 'refused' && attempt >= QUIET_REFUSALS);
    const waitMs = needsPeople ? TROUBLE_MS : backoffMs(attempt, this.#clock, retryAfterMs);
    this.#log.warn({ status, message, attempt, waitMs }, 'The sheet could not be written');
    if (needsPeople && this.#trouble === undefined) {
      this.#trouble = troubleSentence(failure, this.#clientEmail, this.#texts);
      this.#tell.onTrouble(this.#trouble, failure);
    }
    return { waitMs, needsPeople };
  }
}
