import type { Client, SendableChannels } from 'discord.js';
import type { Logger } from 'pino';
import { InTurn } from '../runs/in-turn.js';
import { isOpen, type Run } from '../runs/run.js';
import { runLog } from '../runs/run-log.js';
import type { Runs } from '../runs/runs.js';
import type { LiveLog } from '../runs/store-data.js';
import type { Texts } from '../texts/texts.js';
import { isRefusal } from './discord-refusal.js';
import { logMessage } from './views/log-view.js';

/** Discord limits edits of older messages (30046): a new one is begun before that. */
const LIVES_MS = 55 * 60_000;

type Where = { client: Client<true> };

/**
 * The end of a run's log as a message in its thread, which follows the log while the run trains. Which messages those are
 * is in the store: a restart goes on with them.
 */
export class LiveLogs {
  readonly #runs: Runs;
  readonly #where: Where;
  readonly #texts: () => Texts;
  readonly #log: Logger;
  readonly #editMs: number;
  /** What each message shows, so that none is edited for nothing. */
  readonly #shown = new Map<string, string>();
  /** Two who ask at once get one message. */
  readonly #beginning = new InTurn();
  #timer: NodeJS.Timeout | undefined;
  #working: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor({
    runs,
    where,
    texts,
    editSeconds,
    log,
  }: {
    runs: Runs;
    where: Where;
    texts: () => Texts;
    editSeconds: number;
    log: Logger;
  }) {
    this.#runs = runs;
    this.#where = where;
    this.#texts = texts;
    this.#editMs = editSeconds * 1000;
    this.#log = log;
  }

  start(): void {
    this.#next();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#working;
  }

  /** What an answer shows of a run's log. */
  async look(run: Run): Promise<ReturnType<typeof logMessage>> {
    return logMessage(run, await runLog(this.#runs.folder(run.id)), this.#texts());
  }

  /**
   * Begins a message in the thread of a run that trains; where there is one already, it goes on.
   * @returns the thread's id; undefined where the run does not train or has no thread
   */
  async follow(run: Run): Promise<string | undefined> {
    const thread = this.#runs.store.boardEntry(run.id)?.thread_id;
    if (run.state !== 'running' || thread == null) return undefined;
    await this.#beginning.take(run.id, async () => {
      const there = this.#runs.store.liveLogs().some((live) => live.run === run.id);
      if (!there) await this.#begin(run, thread);
    });
    return thread;
  }

  async #begin(run: Run, thread: string): Promise<void> {
    const channel = await this.#channel(thread);
    if (!channel) return;
    const view = await this.look(run);
    const message = await channel.send({ ...view, allowedMentions: { parse: [] } });
    this.#shown.set(run.id, view.content);
    const live: LiveLog = { run: run.id, thread, message: message.id, since: Date.now() };
    await this.#runs.store.saveLiveLog(run.id, live);
  }

  #next(): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#working = this.#editAll().finally(() => this.#next());
    }, this.#editMs);
  }

  async #editAll(): Promise<void> {
    for (const live of this.#runs.store.liveLogs()) {
      if (this.#stopped) return;
      await this.#edit(live).catch((error: unknown) => this.#failed(live, error));
    }
  }

  async #edit(live: LiveLog): Promise<void> {
    const run = this.#runs.store.get(live.run);
    if (!run) return this.#end(live);
    const view = await this.look(run);
    if (view.content !== this.#shown.get(run.id)) {
      const channel = await this.#channel(live.thread);
      await channel?.messages.edit(live.message, view);
      this.#shown.set(run.id, view.content);
    }
    if (!isOpen(run)) return this.#end(live);
    if (Date.now() - live.since <= LIVES_MS) return;
    await this.#end(live);
    await this.#begin(run, live.thread);
  }

  /** A message that somebody deleted is not written again; what may pass is tried at the next turn. */
  async #failed(live: LiveLog, error: unknown): Promise<void> {
    this.#log.warn({ err: error, run: live.run }, 'a live log could not be edited');
    if (isRefusal(error)) await this.#end(live).catch(() => undefined);
  }

  async #end({ run }: LiveLog): Promise<void> {
    this.#shown.delete(run);
    await this.#runs.store.saveLiveLog(run, undefined);
  }

  async #channel(id: string): Promise<SendableChannels | undefined> {
    const channel = await this.#where.client.channels.fetch(id);
    return channel?.isSendable() ? channel : undefined;
  }
}
