import { type Client, DiscordAPIError, type MessageCreateOptions } from 'discord.js';
import type { Logger } from 'pino';
import type { Texts } from '../texts/texts.js';
import { unlessClosed } from './discord-refusal.js';
import { sendAsPermitted } from './send-as-permitted.js';

const AGAIN_MS = 10_000;

/** Something whose end is told once in the channel. */
type Kind<Item extends { id: string }> = {
  /** For the log: `sweep`. */
  name: string;
  /** What has ended and was not told. */
  untold: () => readonly Item[];
  told: (id: string) => Promise<unknown>;
  tell: (item: Item) => Promise<void>;
  /** Calls back when something may have ended; returns what ends that. */
  watch: (changed: () => void) => () => void;
};

/** Tells each of them once and in turn, also what ended while the channel was away; what fails is tried again. */
export class TellEachOnce<Item extends { id: string }> {
  readonly #kind: Kind<Item>;
  readonly #log: Logger;
  #stop: (() => void) | undefined;
  #timer: NodeJS.Timeout | undefined;
  #telling: Promise<void> | undefined;
  #again = false;

  constructor(kind: Kind<Item>, log: Logger) {
    this.#kind = kind;
    this.#log = log;
  }

  start(): void {
    this.#stop = this.#kind.watch(() => this.#kick());
    this.#kick();
  }

  async stop(): Promise<void> {
    this.#stop?.();
    this.#stop = undefined;
    clearTimeout(this.#timer);
    await this.#telling;
  }

  #kick(): void {
    this.#again = true;
    if (!this.#stop) return;
    this.#telling ??= this.#tellAll().finally(() => {
      this.#telling = undefined;
      if (this.#again) this.#kick();
    });
  }

  async #tellAll(): Promise<void> {
    this.#again = false;
    for (const item of this.#kind.untold()) {
      if (!this.#stop) return;
      try {
        await this.#kind.tell(item);
        await this.#kind.told(item.id);
      } catch (error) {
        await this.#failed(item, error);
      }
    }
  }

  async #failed({ id }: Item, error: unknown): Promise<void> {
    const context = { err: error, [this.#kind.name]: id };
    if (error instanceof DiscordAPIError && error.status === 400) {
      this.#log.error(context, 'Discord refuses the message of an end as it is; it is left out');
      await this.#kind.told(id).catch(() => undefined);
      return;
    }
    this.#log.warn(context, 'an end could not be told; trying again');
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#kick(), AGAIN_MS);
  }
}

/**
 * Where it was started, or, where the bot may not write there, in Labmate's own channel.
 * @throws Error where neither can be written to
 */
export async function sendWhereStarted(
  { client, channelId }: { client: Client<true>; channelId: string },
  started: string | null,
  message: MessageCreateOptions,
  texts: Texts,
): Promise<void> {
  const send = async (id: string): Promise<boolean> => {
    const channel = await client.channels.fetch(id);
    if (!channel?.isSendable()) return false;
    await sendAsPermitted(channel, message, texts);
    return true;
  };
  const sent = started !== null && (await unlessClosed(() => send(started)));
  if (!sent && !(await send(channelId))) throw new Error(`Channel ${channelId} cannot be written to`);
}
