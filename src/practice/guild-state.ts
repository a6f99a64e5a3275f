import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type {
  APIApplicationCommand,
  APIAttachment,
  APIDMChannel,
  APIMessage,
  APITextChannel,
  APIThreadChannel,
} from 'discord.js';
import { ChannelType } from 'discord.js';
import { z } from 'zod';
import { writeFileAtomically } from './atomic-file.js';
import type { PracticeClock } from './clock.js';
import type { PracticeLog } from './practice-log.js';
import type { PracticeMember } from './protocol.js';
import { createSnowflakes, type Snowflakes } from './snowflake.js';

/** A message and all of its files: those that an embed shows are not among its attachments. */
export type StoredMessage = { message: APIMessage; files: APIAttachment[] };

export type GuildChannel = APITextChannel | APIThreadChannel | APIDMChannel;

/** What outlives a restart. Commands without `guild_id` are global ones. */
type Saved = {
  format: 1;
  base_url: string;
  last_id: string;
  token: string;
  application_id: string;
  guild_id: string;
  channel_id: string;
  self: string;
  members: PracticeMember[];
  /** Beside @everyone. */
  roles?: { id: string; name: string }[];
  channels: GuildChannel[];
  commands: APIApplicationCommand[];
};

const snowflake = z.string().regex(/^\d{15,20}$/);

/** Checks the frame; channels, commands and messages are written by this program alone and taken as they are. */
const savedSchema = z.looseObject({
  format: z.literal(1),
  base_url: z.string(),
  last_id: snowflake,
  token: z.string().min(20),
  application_id: snowflake,
  guild_id: snowflake,
  channel_id: snowflake,
  self: snowflake,
  members: z
    .array(
      z.object({
        id: snowflake,
        name: z.string(),
        bot: z.boolean(),
        roles: z.array(snowflake).optional(),
        permissions: z.string().regex(/^\d+$/).optional(),
      }),
    )
    .min(2),
  roles: z.array(z.object({ id: snowflake, name: z.string() })).optional(),
  channels: z.array(z.looseObject({ id: snowflake, type: z.number() })).min(1),
  commands: z.array(z.looseObject({ id: snowflake, name: z.string() })),
});

const messagesSchema = z.array(
  z.object({
    message: z.looseObject({ id: snowflake, channel_id: snowflake }),
    files: z.array(z.looseObject({ id: snowflake })),
  }),
);

/** Messages kept a channel; older ones leave with their files. */
export const MESSAGES_KEPT = 1000;
const SAVE_WITHIN_MS = 100;

/** The guild in memory, saved as JSON below `dir`: `guild.json` and one file a channel in `messages/`. */
export class GuildState {
  readonly #dir: string;
  readonly #log: PracticeLog;
  readonly #messages = new Map<string, StoredMessage[]>();
  readonly #unsaved = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #saving: Promise<void> = Promise.resolve();

  private constructor(
    dir: string,
    log: PracticeLog,
    readonly saved: Saved,
    readonly ids: Snowflakes,
  ) {
    this.#dir = dir;
    this.#log = log;
  }

  /**
   * Reads the guild below `dir`, or founds one there. A file that cannot be read is set aside, named in the log.
   * @throws Error where the folder cannot be made.
   */
  static async load(dir: string, clock: PracticeClock, log: PracticeLog): Promise<GuildState> {
    await mkdir(join(dir, 'messages'), { recursive: true, mode: 0o700 });
    const stored = await readJson(join(dir, 'guild.json'), savedSchema, log);
    // The frame is checked above; the rest is our own writing.
    const saved = (stored as Saved | undefined) ?? foundGuild(clock);
    const state = new GuildState(dir, log, saved, createSnowflakes(clock, saved.last_id));
    for (const name of await readdir(join(dir, 'messages'))) {
      const path = join(dir, 'messages', name);
      if (name.endsWith('.tmp')) await rm(path, { force: true });
      if (!/^\d+\.json$/.test(name)) continue;
      const list = await readJson(path, messagesSchema, log);
      state.#messages.set(name.slice(0, -'.json'.length), (list ?? []) as unknown as StoredMessage[]);
    }
    state.#linkThreads();
    if (stored === undefined) state.touch();
    return state;
  }

  /** A channel's messages, oldest first: the list itself. */
  messages(channelId: string): StoredMessage[] {
    let list = this.#messages.get(channelId);
    if (!list) this.#messages.set(channelId, (list = []));
    return list;
  }

  /** Ids of all files that messages hold. */
  heldFiles(): Set<string> {
    return new Set([...this.#messages.values()].flat().flatMap(({ files }) => files.map(({ id }) => id)));
  }

  /** Attachment links hold the address; it changes with the port. */
  rebase(baseUrl: string): void {
    const before = this.saved.base_url;
    if (before === baseUrl) return;
    this.saved.base_url = baseUrl;
    this.touch();
    for (const [channelId, list] of this.#messages) {
      for (const stored of list) {
        const { attachments, embeds } = stored.message;
        const text = JSON.stringify({ attachments, embeds, files: stored.files });
        const { files, ...links } = JSON.parse(
          text.replaceAll(`${before}/attachments/`, `${baseUrl}/attachments/`),
        ) as Pick<APIMessage, 'attachments' | 'embeds'> & Pick<StoredMessage, 'files'>;
        stored.files = files;
        Object.assign(stored.message, links);
      }
      this.touch(channelId);
    }
  }

  /** Has the guild, or one channel's messages, saved within 100 ms. */
  touch(channelId = 'guild'): void {
    this.#unsaved.add('guild').add(channelId);
    this.#timer ??= setTimeout(() => void this.flush(), SAVE_WITHIN_MS);
  }

  /** Saves what has changed; a failure is logged and tried again with the next change. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#saving = this.#saving.then(() => this.#save());
    return this.#saving;
  }

  /** A message's thread is the channel itself, so that its changes show in both places. */
  #linkThreads(): void {
    for (const { message } of [...this.#messages.values()].flat()) {
      const thread = this.saved.channels.find(({ id }) => id === message.thread?.id);
      if (thread) message.thread = thread;
    }
  }

  async #save(): Promise<void> {
    const due = [...this.#unsaved];
    this.#unsaved.clear();
    this.saved.last_id = this.ids.last();
    for (const name of due) {
      const path = name === 'guild' ? 'guild.json' : join('messages', `${name}.json`);
      const content = name === 'guild' ? this.saved : this.messages(name);
      try {
        await writeFileAtomically(join(this.#dir, path), `${JSON.stringify(content)}\n`);
      } catch (error) {
        this.#unsaved.add(name);
        this.#log.error({ err: error, path }, 'The practice guild could not be saved');
      }
    }
  }
}

/** The file's content, or undefined where there is none (or none that can be read). */
async function readJson(path: string, schema: z.ZodType, log: PracticeLog): Promise<unknown> {
  let content: string;
  try {
    content = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return schema.parse(JSON.parse(content));
  } catch (error) {
    const aside = `${path}.unreadable`;
    await rename(path, aside);
    log.warn({ err: error, aside }, 'A file of the practice guild cannot be read: it is set aside');
    return undefined;
  }
}

function foundGuild(clock: PracticeClock): Saved {
  const ids = createSnowflakes(clock);
  const guildId = ids.next();
  const channelId = ids.next();
  const applicationId = ids.next();
  const self = ids.next();
  const channel: APITextChannel = {
    id: channelId,
    type: ChannelType.GuildText,
    guild_id: guildId,
    name: 'experiments',
    topic: 'Runs, results and why they were made',
    position: 0,
    permission_overwrites: [],
    nsfw: false,
    rate_limit_per_user: 0,
    last_message_id: null,
    parent_id: null,
  };
  const idPart = Buffer.from(applicationId).toString('base64url');
  return {
    format: 1,
    base_url: '',
    token: `${idPart}.${randomBytes(4).toString('base64url')}.${randomBytes(24).toString('base64url')}`,
    application_id: applicationId,
    guild_id: guildId,
    channel_id: channelId,
    self,
    members: [
      { id: self, name: 'Student', bot: false },
      { id: applicationId, name: 'Labmate', bot: true },
    ],
    channels: [channel],
    commands: [],
    last_id: ids.last(),
  };
}
