import { basename } from 'node:path';
import type { Client, MessageCreateOptions } from 'discord.js';
import type { Logger } from 'pino';
import type { Built, Ensembles } from '../ensemble/ensembles.js';
import type { RunStore } from '../runs/run-store.js';
import type { PendingEnsemble } from '../runs/submission.js';
import type { Task } from '../task/task.js';
import type { Said, Texts } from '../texts/texts.js';
import { ensembleMessage } from './ensemble-message.js';
import { CONTENT, cut } from './limits.js';
import { sendWhereStarted, TellEachOnce } from './tell-each-once.js';

type Where = { client: Client<true>; channelId: string };
type Parts = {
  ensembles: Ensembles;
  store: Pick<RunStore, 'submission'>;
  task: Task;
  where: Where;
  texts: () => Texts;
  log: Logger;
};

/** Posts ensembles that had to wait for test scores, once each: also one that ended while the channel was away. */
export class EnsembleMessages {
  readonly #parts: Parts;
  /** Of this process; after a restart an ensemble is told of without pictures. */
  readonly #built = new Map<string, Built>();
  readonly #ends: TellEachOnce<PendingEnsemble>;

  constructor(parts: Parts) {
    const { ensembles, log } = parts;
    this.#parts = parts;
    this.#ends = new TellEachOnce(
      {
        name: 'ensemble',
        untold: () => ensembles.waiting().filter(({ ended }) => ended !== null),
        told: async (id) => {
          await ensembles.told(id);
          this.#built.delete(id);
        },
        tell: (pending) => this.#tell(pending),
        watch: (changed) =>
          ensembles.onEnded(({ pending, outcome }) => {
            if ('submission' in outcome) this.#built.set(pending.id, outcome);
            changed();
          }),
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
    await sendWhereStarted(where, channel_id, message, this.#parts.texts());
  }

  async #messageOf({ id, author, ended }: PendingEnsemble): Promise<MessageCreateOptions> {
    const texts = this.#parts.texts();
    const who = author.id === null ? author.name : `<@${author.id}>`;
    const built = this.#built.get(id);
    if (built)
      return {
        content: texts.t('ensembles.ready', { who }),
        ...(await ensembleMessage(built, this.#parts.task, texts)),
      };
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
}
