import type { APIMessage } from 'discord.js';
import type { PracticeClock } from './clock.js';
import { discordErrors } from './discord-error.js';
import { snowflakeTime } from './snowflake.js';

const OLD_AFTER_MS = 60 * 60_000;
/** Discord publishes no number, only that the limit is stricter: ours makes a bot that edits every 10 s notice. */
const EDITS = 5;
const WINDOW_MS = 10 * 60_000;

/** Edits of messages over an hour old, counted a channel (error 30046). */
export class OldEditLimit {
  readonly #edits = new Map<string, number[]>();

  constructor(readonly clock: PracticeClock) {}

  /** @throws DiscordError 30046, with the seconds to wait */
  check({ id, channel_id }: APIMessage): void {
    const now = this.clock.now();
    if (now - snowflakeTime(id) <= OLD_AFTER_MS) return;
    const recent = (this.#edits.get(channel_id) ?? []).filter((at) => now - at < WINDOW_MS);
    const [oldest] = recent;
    if (oldest !== undefined && recent.length >= EDITS)
      throw discordErrors.tooManyOldEdits((oldest + WINDOW_MS - now) / 1000);
    this.#edits.set(channel_id, [...recent, now]);
  }
}
