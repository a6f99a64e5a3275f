import { createHash } from 'node:crypto';
import type { Client, Message, MessageCreateOptions, MessageEditOptions, SendableChannels } from 'discord.js';
import type { Logger } from 'pino';
import { logTail } from '../runs/log-tail.js';
import { type DoneRun, isDone } from '../runs/leaderboard.js';
import { isOpen, type Run } from '../runs/run.js';
import type { Runs } from '../runs/runs.js';
import type { BoardEntry } from '../runs/store-data.js';
import { retell } from '../texts/stored.js';
import type { Texts } from '../texts/texts.js';
import { UserError } from '../user-error.js';
import { curvePicture } from './curve-picture.js';
import { unlessClosed, unlessRefused } from './discord-refusal.js';
import { emotionsMessage } from './emotions-message.js';
import { labelNamesIn } from './label-names.js';
import { CONTENT, cut, THREAD_NAME } from './limits.js';
import { nightLine } from './night-line.js';
import { mentionFor, placeOf, type Rules, withLastLines } from './post-rules.js';
import type { Picture } from './sweep-picture.js';
import { sendAsPermitted } from './send-as-permitted.js';
import { cardButtons } from './views/card-buttons.js';
import { headline, who } from './views/format.js';
import { runCard } from './views/run-card.js';
import { questionLine, verdictButtons, withQuestion } from './views/verdict-buttons.js';
import { runResult } from './views/run-result.js';

/** Discord limits edits of messages older than an hour (30046): a long run's card is posted anew before that. */
const CARD_LIVES_MS = 55 * 60_000;
const LOG_TAIL_BYTES = 1500;

type Where = { client: Client<true>; channelId: string; guildId: string; linkBase: string };

/**
 * The messages of one run. Each step looks first whether it was done already (the store's board entry), and writes down
 * at once that it is: a restart between two steps repeats nothing. A nonce of the step's own covers the moment between
 * the post and the note.
 */
export class RunMessages {
  readonly #runs: Runs;
  readonly #where: Where;
  readonly #texts: () => Texts;
  readonly #log: Logger;
  readonly #rules: Rules | undefined;
  readonly #now: () => Date;
  /** What each open run's card shows, by its id: a change of the run that nobody would see there costs no request. */
  readonly #shown = new Map<string, string>();

  constructor({
    runs,
    where,
    texts,
    log,
    rules,
    now = () => new Date(),
  }: {
    runs: Runs;
    where: Where;
    /** In the server's language, as it is now. */
    texts: () => Texts;
    log: Logger;
    /** What people chose about posts and mentions; without it, what holds where nobody chose. */
    rules?: Rules;
    now?: () => Date;
  }) {
    this.#runs = runs;
    this.#where = where;
    this.#texts = texts;
    this.#log = log;
    this.#rules = rules;
    this.#now = now;
  }

  hasCard(run: Run): boolean {
    return this.#entry(run).card_id !== null;
  }

  /** The answer to /train is the run's card. */
  async adoptCard(run: Run, { id, channelId }: { id: string; channelId: string }): Promise<void> {
    await this.#save(run, { channel_id: channelId, card_id: id, card_posted_at: this.#now().toISOString() });
  }

  /**
   * Card, thread, word of an interruption, result: whatever of them is missing or out of date. Neither a card nor a
   * thread that Discord refuses keeps the result back.
   * @returns whether anything was sent: what nobody would see costs no request
   * @throws whatever may pass by itself, and a refusal of the result
   */
  async bringUpToDate(run: Run): Promise<boolean> {
    const refused = (error: unknown) => this.#log.error({ err: error, run: run.id }, 'Discord refuses this');
    if (this.#entry(run).result_id !== null) {
      const answer = await unlessRefused(() => this.#showAnswer(run), refused);
      const card = await unlessRefused(() => this.#followCard(run), refused);
      return answer !== false || card !== false;
    }
    const card = await unlessRefused(() => this.#card(run), refused);
    if (card && this.#entry(run).thread_id === null)
      await unlessRefused(() => this.#openThread(run, card), refused);
    if (isOpen(run) && interruptions(run) > this.#entry(run).told_interruptions)
      await this.#tellRequeued(run);
    if (run.state === 'done' || run.state === 'failed') await this.#postResult(run);
    return true;
  }

  /** Posts the card where there is none, edits it otherwise. Undefined where somebody deleted it, or it shows that. */
  async #card(run: Run): Promise<Message | undefined> {
    const { card_id, card_posted_at, card_shown, channel_id, thread_id } = this.#entry(run);
    if (card_id === null) return this.#postCard(run, 'card');
    const view = this.#cardView(run);
    const seen = JSON.stringify(view);
    const edit = (change: MessageEditOptions) =>
      unlessClosed(async () => (await this.#channel(channel_id))?.messages.edit(card_id, change));
    const age = this.#now().getTime() - Date.parse(card_posted_at ?? '');
    if (!isOpen(run)) {
      this.#shown.delete(card_id);
      const digest = digestOf(seen);
      if (thread_id !== null && card_shown === digest) return undefined;
      const edited = await edit(view);
      await this.#save(run, { card_shown: digest });
      return edited;
    }
    if (age <= CARD_LIVES_MS) {
      if (thread_id !== null && this.#shown.get(card_id) === seen) return undefined;
      const edited = await edit(view);
      this.#shown.set(card_id, seen);
      return edited;
    }
    this.#shown.delete(card_id);
    const card = await this.#postCard(run, Date.parse(card_posted_at ?? '').toString(36));
    await edit({ content: this.#texts().t('messages.below', { url: card.url }), embeds: [], components: [] });
    return card;
  }

  #cardView(run: Run) {
    const texts = this.#texts();
    const waits = nightLine(run, this.#rules, this.#now());
    return { ...runCard(run, texts, this.#runs.base(run), waits), components: cardButtons(run, texts) };
  }

  async #postCard(run: Run, step: string): Promise<Message> {
    const card = await this.#send(run, step, this.#entry(run).channel_id, {
      ...this.#cardView(run),
      allowedMentions: { parse: [] },
    });
    await this.adoptCard(run, card);
    return card;
  }

  async #openThread(run: Run, card: Message): Promise<void> {
    const about = (run.intent || headline(run.spec)).replaceAll('\n', ' ');
    const name = cut(this.#texts().t('messages.thread', { run: run.id, about }), THREAD_NAME);
    // A thread in a thread there is not: a run that was started in one is talked about there.
    const thread = card.channel.isThread()
      ? card.channel
      : (card.thread ?? (await card.startThread({ name, autoArchiveDuration: 10080 })));
    await this.#save(run, { thread_id: thread.id });
    const { linkBase, guildId } = this.#where;
    await this.#keep(
      this.#runs.store.update(run.id, { thread_url: `${linkBase}/channels/${guildId}/${thread.id}` }),
    );
  }

  async #tellRequeued(run: Run): Promise<void> {
    const texts = this.#texts();
    const { t } = texts;
    const told = { who: who(run), run: run.id };
    const { channel_id, thread_id } = this.#entry(run);
    const place = this.#rules?.get().quiet ? (thread_id ?? channel_id) : channel_id;
    await this.#send(run, `again${interruptions(run)}`, place, {
      content:
        run.interruption === null
          ? t('messages.requeued', told)
          : cut(
              t('messages.interrupted', {
                ...told,
                why: retell(run.interruption, run.interruption_said, texts),
              }),
              CONTENT,
            ),
      allowedMentions: mentionFor(run.author, 'failure', this.#rules),
    });
    await this.#save(run, { told_interruptions: interruptions(run) });
  }

  async #postResult(run: Run): Promise<void> {
    const picture = isDone(run) ? await this.#picture(run) : undefined;
    const texts = this.#texts();
    const name = labelNamesIn(this.#runs.task, texts);
    const result = runResult(run, this.#runs.store.list(), texts, name);
    const [embed] = result.embeds;
    const failed = run.state === 'failed';
    const place = placeOf(run, this.#entry(run), this.#rules);
    const said = failed ? await withLastLines(result.content, this.#runs.folder(run.id)) : result.content;
    const line = questionLine(run, texts);
    const message = await this.#send(run, 'result', place, {
      ...result,
      content: line === null ? said : withQuestion(said, line),
      ...(line !== null && { components: verdictButtons(run, this.#texts()) }),
      ...(picture && embed
        ? { files: [picture], embeds: [{ ...embed, image: { url: `attachment://${picture.name}` } }] }
        : {}),
      allowedMentions: mentionFor(run.author, failed ? 'failure' : 'result', this.#rules),
    });
    if (failed) await this.#postLog(run);
    if (isDone(run)) await this.#postEmotions(run);
    const { id: result_id, channelId: result_channel_id } = message;
    await this.#save(run, { result_id, result_channel_id, result_line: line });
  }

  /** The card of a run whose result was told, as the run is now. False where it shows that already. */
  async #followCard(run: Run): Promise<boolean> {
    const { card_id, card_shown } = this.#entry(run);
    if (card_id === null) return false;
    await this.#card(run);
    return this.#entry(run).card_shown !== card_shown;
  }

  /** The result's question and its answer, as they are now. False where it shows them already. */
  async #showAnswer(run: Run): Promise<boolean> {
    const { result_id, result_line, result_channel_id, channel_id } = this.#entry(run);
    const line = questionLine(run, this.#texts());
    // A result of an earlier version asks nothing: it is left as it is until somebody answers.
    if (result_id === null || line === result_line || (result_line === null && run.verdict === null))
      return false;
    const shown = async (channelId: string) => {
      const messages = (await this.#channel(channelId))?.messages;
      const message = await messages?.fetch(result_id);
      return message?.edit({
        content: withQuestion(message.content, line),
        components: verdictButtons(run, this.#texts()),
        allowedMentions: { parse: [] },
      });
    };
    if (!(await unlessClosed(() => shown(result_channel_id ?? channel_id))))
      await unlessClosed(() => shown(this.#where.channelId));
    await this.#save(run, { result_line: line });
    return true;
  }

  /** Undefined where there are no epochs to draw: the result is told without. */
  async #picture(run: DoneRun): Promise<Picture | undefined> {
    return curvePicture(run, this.#runs, this.#texts()).catch((error: unknown) => {
      if (error instanceof UserError) return undefined;
      throw error;
    });
  }

  /** The last lines of a failed run's log go to its thread, where they bother nobody. */
  async #postLog(run: Run): Promise<void> {
    const { thread_id } = this.#entry(run);
    const tail = (await logTail(this.#runs.folder(run.id), LOG_TAIL_BYTES)).trim();
    if (thread_id === null || tail === '') return;
    const said = `${this.#texts().t('messages.log')}\n\`\`\`\n${tail.replaceAll('```', "'''")}`;
    const content = `${cut(said, CONTENT - 4)}\n\`\`\``;
    const message = {
      content,
      nonce: nonceOf(run, 'log'),
      enforceNonce: true,
      allowedMentions: { parse: [] },
    };
    await unlessClosed(async () => (await this.#channel(thread_id))?.send(message));
  }

  /** Label by label, in the thread. What hinders it must not have the result told again. */
  async #postEmotions(run: DoneRun): Promise<void> {
    const { thread_id } = this.#entry(run);
    if (thread_id === null) return;
    try {
      const message = await emotionsMessage(run, this.#runs, this.#texts());
      const once = { nonce: nonceOf(run, 'emotions'), enforceNonce: true, allowedMentions: { parse: [] } };
      await unlessClosed(async () => (await this.#channel(thread_id))?.send({ ...message, ...once }));
    } catch (error) {
      this.#log.error({ err: error, run: run.id }, 'its pictures could not be posted');
    }
  }

  /** Where it belongs, or, where the bot may not write there, in Labmate's own channel. */
  async #send(run: Run, step: string, place: string, content: MessageCreateOptions): Promise<Message> {
    const message = { ...content, nonce: nonceOf(run, step), enforceNonce: true };
    const send = (channel: SendableChannels) => sendAsPermitted(channel, message, this.#texts());
    const sent = await unlessClosed(async () => {
      const channel = await this.#channel(place);
      return channel && send(channel);
    });
    if (sent) return sent;
    const own = await this.#channel(this.#where.channelId);
    if (!own)
      throw new Error(
        `Channel ${this.#where.channelId} cannot be written to: check DISCORD_CHANNEL_ID and the bot's permissions`,
      );
    return send(own);
  }

  /** Undefined for a channel of a kind that holds no messages. */
  async #channel(id: string): Promise<SendableChannels | undefined> {
    const channel = await this.#where.client.channels.fetch(id);
    return channel?.isSendable() ? channel : undefined;
  }

  #entry(run: Run): BoardEntry {
    return (
      this.#runs.store.boardEntry(run.id) ?? {
        channel_id: this.#where.channelId,
        card_id: null,
        card_posted_at: null,
        thread_id: null,
        result_id: null,
        result_channel_id: null,
        told_interruptions: 0,
        result_line: null,
        card_shown: null,
      }
    );
  }

  #save(run: Run, change: Partial<BoardEntry>): Promise<void> {
    return this.#keep(this.#runs.store.saveBoardEntry(run.id, { ...this.#entry(run), ...change }));
  }

  /** A store that cannot write now (a full disk) keeps the note in memory and writes it later. */
  async #keep(change: Promise<unknown>): Promise<void> {
    await change.catch((error: unknown) =>
      this.#log.error({ err: error }, 'a note could not be written yet'),
    );
  }
}

/**
 * A step's name for Discord, at most 25 characters. With the time, since numbers begin anew in a new LABMATE_HOME.
 */
const nonceOf = (run: Run, step: string): string =>
  `${Date.parse(run.created_at).toString(36)}.${run.id}.${step}`;

/** Enough of SHA-256 to tell what a card shows from what it showed. */
const digestOf = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 16);

/** How often Labmate stopped under the run: all starts but the one that goes on now. */
const interruptions = ({ attempts, state }: Run): number => (state === 'queued' ? attempts : attempts - 1);
