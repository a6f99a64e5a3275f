import type { Client, MessageCreateOptions } from 'discord.js';
import type { Logger } from 'pino';
import type { Sweep } from '../runs/sweep/sweep.js';
import { summarize } from '../runs/sweep/sweep-summary.js';
import type { Sweeps } from '../runs/sweep/sweeps.js';
import type { Texts } from '../texts/texts.js';
import { mentionFor, type Rules } from './post-rules.js';
import { sweepPicture } from './sweep-picture.js';
import { sendWhereStarted, TellEachOnce } from './tell-each-once.js';
import { sweepEnd, sweepView } from './views/sweep-view.js';

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
  readonly #rules: Rules | undefined;
  readonly #ends: TellEachOnce<Sweep>;

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
    this.#ends = new TellEachOnce(
      {
        name: 'sweep',
        untold: () => sweeps.list().filter(({ finished_at, told }) => finished_at !== null && !told),
        told: (id) => sweeps.told(id),
        tell: (sweep) => this.#tell(sweep),
        watch: (changed) => sweeps.onChange(changed),
      },
      log,
    );
  }

  start(): void {
    this.#ends.start();
  }

  stop(): Promise<void> {
    return this.#ends.stop();
  }

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
    await sendWhereStarted(this.#where, sweep.channel_id, message, texts);
  }
}
