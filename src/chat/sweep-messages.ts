import { type Client, DiscordAPIError, type MessageCreateOptions } from 'discord.js';
import type { Logger } from 'pino';
import type { Sweep } from '../runs/sweep/sweep.js';
import { summarize } from '../runs/sweep/sweep-summary.js';
import type { Sweeps } from '../runs/sweep/sweeps.js';
import type { Texts } from '../texts/texts.js';
import { unlessClosed } from './discord-refusal.js';
import { mentionFor, type Rules } from './post-rules.js';
import { sweepPicture } from './sweep-picture.js';
import { sweepEnd, sweepView } from './views/sweep-view.js';

const AGAIN_MS = 10_000;

type Where = { client: Client<true>; channelId: string };

/** An embed of the sweep as it is, with its picture. */
export async function sweepMessage(sweep: Sweep, sweeps: Sweeps, texts: Texts) {
  const members = sweeps.members(sweep.id);
  const summary = summarize(sweep, members, sweeps.slots);
  const picture = await sweepPicture(sweep, summary, members, texts);
  const embed = sweepView(sweep, summary, members, texts);
  const embeds = [picture ? { ...embed, image: { url: `attachment://${picture.name}` } } : embed];
  return { summary, embeds, files: picture ? [picture] : [] };
}

/**
 * Tells each sweep's author of its end, once: also of one that ended while the channel was away. What the sweep's runs
 * do is in the sheet and in `/sweep status`.
 */
export class SweepMessages {
  readonly #sweeps: Sweeps;
  readonly #where: Where;
  readonly #texts: () => Texts;
  readonly #log: Logger;
  readonly #rules: Rules | undefined;
  #stop: (() => void) | undefined;
  #timer: NodeJS.Timeout | undefined;
  #telling: Promise<void> | undefined;
  #again = false;

  constructor({
    sweeps,
    where,
    texts,
    log,
    rules,
  }: {
    sweeps: Sweeps;
    where: Where;
    texts: () => Texts;
    log: Logger;
    rules?: Rules;
  }) {
    this.#rules = rules;
    this.#sweeps = sweeps;
    this.#where = where;
    this.#texts = texts;
    this.#log = log;
  }

  start(): void {
    this.#stop = this.#sweeps.onChange(() => this.#kick());
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
    for (const sweep of this.#sweeps
      .list()
      .filter(({ finished_at, told }) => finished_at !== null && !told)) {
      if (!this.#stop) return;
      try {
        await this.#tell(sweep);
        await this.#sweeps.told(sweep.id);
      } catch (error) {
        await this.#failed(sweep, error);
      }
    }
  }

  async #failed(sweep: Sweep, error: unknown): Promise<void> {
    const context = { err: error, sweep: sweep.id };
    if (error instanceof DiscordAPIError && error.status === 400) {
      this.#log.error(context, "Discord refuses a sweep's message as it is; it is left out");
      await this.#sweeps.told(sweep.id).catch(() => undefined);
      return;
    }
    this.#log.warn(context, "a sweep's end could not be told; trying again");
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#kick(), AGAIN_MS);
  }

  /** Where it was started, or, where the bot may not write there, in Labmate's own channel. */
  async #tell(sweep: Sweep): Promise<void> {
    const texts = this.#texts();
    const { summary, embeds, files } = await sweepMessage(sweep, this.#sweeps, texts);
    const message: MessageCreateOptions = {
      ...{ content: sweepEnd(sweep, summary, texts), embeds, files },
      // Between the post and its note the bot may die: Discord then returns the first message. A resumed sweep ends again.
      nonce: `${Date.parse(sweep.resumed_at ?? sweep.created_at).toString(36)}.s${sweep.id}`.slice(0, 25),
      enforceNonce: true,
      allowedMentions: mentionFor(sweep.author, 'result', this.#rules),
    };
    const sent =
      sweep.channel_id !== null && (await unlessClosed(() => this.#send(sweep.channel_id ?? '', message)));
    if (!sent && !(await this.#send(this.#where.channelId, message)))
      throw new Error(`Channel ${this.#where.channelId} cannot be written to`);
  }

  async #send(channelId: string, message: MessageCreateOptions): Promise<boolean> {
    const channel = await this.#where.client.channels.fetch(channelId);
    if (!channel?.isSendable()) return false;
    await channel.send(message);
    return true;
  }
}
