import type { APIMessage } from 'discord.js';
import type { PracticeClock } from './clock.js';

/** "The past few minutes" of Discord's `enforce_nonce`. */
const REMEMBERED_MS = 5 * 60_000;

/** Makes a message with an enforced nonce once: a repetition gets the first one, also while that is being made. */
export class Nonces {
  readonly #made = new Map<string, { at: number; message: Promise<APIMessage> }>();

  constructor(readonly clock: PracticeClock) {}

  once(key: string, create: () => Promise<APIMessage>): Promise<APIMessage> {
    const now = this.clock.now();
    for (const [old, { at }] of this.#made) if (now - at >= REMEMBERED_MS) this.#made.delete(old);
    const before = this.#made.get(key);
    if (before) return before.message;
    const message = create();
    this.#made.set(key, { at: now, message });
    message.catch(() => this.#made.delete(key));
    return message;
  }
}
