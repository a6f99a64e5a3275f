import { basename } from 'node:path';
import { type Client, DiscordAPIError, type MessageCreateOptions } from 'discord.js';
import type { Logger } from 'pino';
import type { Built, Ensembles } from '../ensemble/ensembles.js';
import type { RunStore } from '../runs/run-store.js';
import type { PendingEnsemble } from '../runs/submission.js';
import type { Said, Texts } from '../texts/texts.js';
import { unlessClosed } from './discord-refusal.js';
import { ensembleMessage } from './ensemble-message.js';
import { CONTENT, cut } from './limits.js';

const AGAIN_MS = 10_000;

type Where = { client: Client<true>; channelId: string };
type Parts = {
  ensembles: Ensembles;
  store: Pick<RunStore, 'submission'>;
  where: Where;
  texts: () => Texts;
  log: Logger;
};

/** Posts ensembles that had to wait for test scores, once each: also one that ended while the channel was away. */
export class EnsembleMessages {
  readonly #parts: Parts;
  /** Of this process; after a restart an ensemble is told of without pictures. */
  readonly #built = new Map<string, Built>();
  #stop: (() => void) | undefined;
  #timer: NodeJS.Timeout | undefined;
  #telling: Promise<void> | undefined;
  #again = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  start(): void {
    this.#stop = this.#parts.ensembles.onEnded(({ pending, outcome }) => {
      if ('submission' in outcome) this.#built.set(pending.id, outcome);
      this.#kick();
    });
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
    const { ensembles, log } = this.#parts;
    for (const pending of ensembles.waiting().filter(({ ended }) => ended !== null)) {
      if (!this.#stop) return;
      try {
        await this.#tell(pending);
        await ensembles.told(pending.id);
        this.#built.delete(pending.id);
      } catch (error) {
        const context = { err: error, ensemble: pending.id };
        if (error instanceof DiscordAPIError && error.status === 400) {
          log.error(context, "Discord refuses an ensemble's message as it is; it is left out");
          await ensembles.told(pending.id).catch(() => undefined);
          continue;
        }
        log.warn(context, 'the end of an ensemble could not be told; trying again');
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.#kick(), AGAIN_MS);
      }
    }
  }

  /** Where it was typed, or, where the bot may not write there, in Labmate's own channel. */
  async #tell(pending: PendingEnsemble): Promise<void> {
    const { where } = this.#parts;
    const { author, channel_id, created_at, id } = pending;
    const message: MessageCreateOptions = {
      ...(await this.#messageOf(pending)),
      // Between the post and its note the bot may die: Discord then returns the first message.
      nonce: `${Date.parse(created_at).toString(36)}.e${id}`.slice(0, 25),
      enforceNonce: true,
      allowedMentions: author.id === null ? { parse: [] } : { users: [author.id] },
    };
    const sent = channel_id !== null && (await unlessClosed(() => this.#send(channel_id, message)));
    if (!sent && !(await this.#send(where.channelId, message)))
      throw new Error(`Channel ${where.channelId} cannot be written to`);
  }

  async #messageOf({ id, author, ended }: PendingEnsemble): Promise<MessageCreateOptions> {
    const texts = this.#parts.texts();
    const who = author.id === null ? author.name : `<@${author.id}>`;
    const built = this.#built.get(id);
    if (built)
      return { content: texts.t('ensembles.ready', { who }), ...(await ensembleMessage(built, texts)) };
    const submission = ended?.submission && this.#parts.store.submission(ended.submission);
    if (!submission)
      return {
        content: cut(
          texts.t('ensembles.failed', { who, problem: texts.say((ended?.problem ?? '') as Said | string) }),
          CONTENT,
        ),
      };
    const file = { attachment: submission.submission, name: basename(submission.submission) };
    const name = texts.t('ensembles.submission', { submission: submission.id });
    return { content: `${texts.t('ensembles.ready', { who })} ${name}`, files: [file] };
  }

  async #send(channelId: string, message: MessageCreateOptions): Promise<boolean> {
    const channel = await this.#parts.where.client.channels.fetch(channelId);
    if (!channel?.isSendable()) return false;
    await channel.send(message);
    return true;
  }
}
