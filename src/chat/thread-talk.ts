import {
  type AnyThreadChannel,
  type Client,
  Events,
  type Message,
  type PartialMessage,
  SnowflakeUtil,
} from 'discord.js';
import type { Logger } from 'pino';
import type { Run } from '../runs/run.js';
import type { Runs } from '../runs/runs.js';
import { readTalk, recordTalk, type Talk } from '../runs/talk.js';
import { readsMessages } from './connect.js';
import { unlessClosed } from './discord-refusal.js';
import { runOfThread } from './run-of-channel.js';

/** Messages of one request. */
const PAGE = 100;

type Where = { client: Client<true>; guildId: string };

/**
 * What people write in the thread of a run becomes part of its record (`talk.jsonl`), and follows edits and deletions.
 * What was written, changed or deleted while the bot was down is caught up with at its start: a thread that somebody wrote
 * in is active for a week, so one list of active threads names all that can have changed.
 */
export class ThreadTalk {
  readonly #runs: Runs;
  readonly #where: Where;
  readonly #log: Logger;
  readonly #stops: (() => void)[] = [];
  #catchingUp: Promise<void> = Promise.resolve();
  #stopping = false;

  constructor({ runs, where, log }: { runs: Runs; where: Where; log: Logger }) {
    this.#runs = runs;
    this.#where = where;
    this.#log = log;
  }

  start(): void {
    const { client } = this.#where;
    if (!readsMessages(client)) return;
    const said = (message: Message) => void this.#said(message);
    const edited = (_before: unknown, message: Message | PartialMessage) => void this.#edited(message);
    const deleted = ({ id, channelId }: Message | PartialMessage) => void this.#deleted(channelId, [id]);
    const cleared = (messages: ReadonlyMap<string, unknown>, { id }: { id: string }) =>
      void this.#deleted(id, [...messages.keys()]);
    client
      .on(Events.MessageCreate, said)
      .on(Events.MessageUpdate, edited)
      .on(Events.MessageDelete, deleted)
      .on(Events.MessageBulkDelete, cleared);
    this.#stops.push(() =>
      client
        .off(Events.MessageCreate, said)
        .off(Events.MessageUpdate, edited)
        .off(Events.MessageDelete, deleted)
        .off(Events.MessageBulkDelete, cleared),
    );
    this.#catchingUp = this.#catchUp().catch((error: unknown) =>
      this.#log.warn({ err: error }, 'what was written in threads meanwhile could not be read'),
    );
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    for (const stop of this.#stops.splice(0)) stop();
    await this.#catchingUp;
  }

  async #said(message: Message): Promise<void> {
    const run = this.#runOf(message.channelId, message);
    if (run && isPersons(message)) await this.#record(run, { said: [talkOf(message)] });
  }

  /** Discord tells of an edit, too, when it adds a link's preview; the text is the same then. */
  async #edited(message: Message | PartialMessage): Promise<void> {
    const run = this.#runOf(message.channelId, message);
    if (!run) return;
    const whole = message.partial
      ? await unlessClosed(() => message.fetch()).catch(() => undefined)
      : message;
    if (whole && isPersons(whole)) await this.#record(run, { said: [talkOf(whole)] });
  }

  async #deleted(channelId: string, ids: readonly string[]): Promise<void> {
    const run = runOfThread(channelId, this.#runs);
    if (run && run.talked > 0) await this.#record(run, { said: [], removed: ids });
  }

  async #catchUp(): Promise<void> {
    const guild = await this.#where.client.guilds.fetch(this.#where.guildId);
    const { threads } = await guild.channels.fetchActiveThreads();
    for (const thread of threads.values()) {
      const run = runOfThread(thread.id, this.#runs);
      if (this.#stopping) return;
      if (!run) continue;
      // First what is known: what comes by the gateway while the thread is read is not among it, and stays.
      const before = await readTalk(run, this.#runs);
      const said = await unlessClosed(() => readThread(thread, run));
      if (!said) continue;
      const there = new Set(said.map(({ id }) => id));
      const removed = before.flatMap(({ id }) => (there.has(id) ? [] : [id]));
      await this.#record(run, { said, removed });
    }
  }

  #runOf(channelId: string, { guildId }: { guildId: string | null }): Run | undefined {
    return guildId === this.#where.guildId ? runOfThread(channelId, this.#runs) : undefined;
  }

  async #record(run: Run, change: Parameters<typeof recordTalk>[1]): Promise<void> {
    await recordTalk(run.id, change, this.#runs).catch((error: unknown) =>
      this.#log.error({ err: error, run: run.id }, "a thread's message could not be kept"),
    );
  }
}

/** All that people wrote since the run was queued: in a thread that was there before it, other things stand above. */
async function readThread(thread: AnyThreadChannel, { created_at }: Run): Promise<Talk[]> {
  const said: Talk[] = [];
  let after = String(SnowflakeUtil.generate({ timestamp: Date.parse(created_at) }));
  for (;;) {
    const page = await thread.messages.fetch({ limit: PAGE, after, cache: false });
    const messages = [...page.values()].sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
    said.push(...messages.filter(isPersons).map(talkOf));
    const last = messages.at(-1);
    if (!last || messages.length < PAGE) return said;
    after = last.id;
  }
}

const isPersons = ({ author, system }: Message): boolean => !author.bot && !system;

function talkOf({ id, author, member, content, attachments, createdAt, editedAt }: Message): Talk {
  // A picture without words is part of the talk, too.
  const files = [...attachments.values()].map(({ name }) => `[${name}]`);
  return {
    id,
    author: { id: author.id, name: member?.displayName ?? author.displayName },
    at: createdAt.toISOString(),
    text: [content, ...files].filter((part) => part !== '').join(' '),
    edited_at: editedAt?.toISOString() ?? null,
  };
}
