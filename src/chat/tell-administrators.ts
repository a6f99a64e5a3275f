import type { Client, Guild, MessageMentionOptions } from 'discord.js';
import type { Logger } from 'pino';
import type { Preferences } from '../runs/preferences/preferences.js';
import type { RunStore } from '../runs/run-store.js';
import { type Texts, textsIn } from '../texts/texts.js';
import { unlessRefused } from './discord-refusal.js';
import { CONTENT, cut } from './limits.js';

const RETRY_MS = { first: 2_000, longest: 60_000 };

/** A text in the language of the server. */
type Message = (texts: Texts) => string;

type Parts = {
  client: Client<true>;
  guildId: string;
  /** Labmate's own channel. */
  channelId: string;
  preferences: Pick<Preferences, 'get'>;
  store: Pick<RunStore, 'notices' | 'saveNotice'>;
  log: Logger;
};

/**
 * Tells those who administer Labmate (the roles that `/settings` names, else the server's owner) by name that something
 * needs them: in Labmate's channel, where the bot may not write there by direct message, and where nobody takes that in
 * the log. Each thing is told once until it is well again, also over restarts: the store keeps what was told. While
 * Discord is away it waits.
 */
export class TellAdministrators {
  readonly #parts: Parts;
  #started = false;
  #timer: NodeJS.Timeout | undefined;
  #waitMs = RETRY_MS.first;
  #telling: Promise<void> | undefined;
  #again = false;
  /** What is on its way now: it counts as told. */
  #delivering: string | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  start(): void {
    this.#started = true;
    this.#kick();
  }

  async stop(): Promise<void> {
    this.#started = false;
    clearTimeout(this.#timer);
    await this.#telling;
  }

  /** @param key what it is about, such as `sheet.access`: while it stands, nothing more is said under it */
  async tell(key: string, message: Message): Promise<void> {
    const before = this.#parts.store.notices()[key];
    if (before) return before.well === null ? undefined : this.#save(key, { ...before, well: null });
    const at = new Date().toISOString();
    await this.#save(key, { text: this.#say(message), at, told: false, well: null });
  }

  /** It is well again: that is told, once, to whom the trouble was told. Nothing is said of what was not told. */
  async recovered(key: string, message: Message): Promise<void> {
    const before = this.#parts.store.notices()[key];
    if (!before || before.well !== null) return;
    const told = before.told || this.#delivering === key;
    await this.#save(key, told ? { ...before, well: this.#say(message) } : undefined);
  }

  /** Takes it back without a word. */
  async forget(key: string): Promise<void> {
    if (this.#parts.store.notices()[key]) await this.#save(key, undefined);
  }

  /** What stands under keys that begin so. */
  standing(prefix: string): string[] {
    return Object.entries(this.#parts.store.notices()).flatMap(([key, { well }]) =>
      key.startsWith(prefix) && well === null ? [key] : [],
    );
  }

  /** What could not be told is tried at once. */
  tryNow(): void {
    this.#waitMs = RETRY_MS.first;
    this.#kick();
  }

  #say(message: Message): string {
    return message(textsIn(this.#parts.preferences.get().language));
  }

  async #save(key: string, notice: Parameters<RunStore['saveNotice']>[1]): Promise<void> {
    const { store, log } = this.#parts;
    await store
      .saveNotice(key, notice)
      .catch((error: unknown) => log.error({ err: error, key }, 'a notice could not be written yet'));
    this.#kick();
  }

  #kick(): void {
    this.#again = true;
    if (!this.#started) return;
    clearTimeout(this.#timer);
    this.#telling ??= this.#tellAll()
      .catch((error: unknown) => {
        this.#parts.log.warn({ err: error }, 'administrators could not be told; trying again');
        if (this.#started) this.#timer = setTimeout(() => this.#kick(), this.#waitMs);
        this.#waitMs = Math.min(this.#waitMs * 2, RETRY_MS.longest);
        this.#again = false;
      })
      .finally(() => {
        this.#telling = undefined;
        if (this.#again) this.#kick();
      });
  }

  async #tellAll(): Promise<void> {
    this.#again = false;
    const { store } = this.#parts;
    for (const key of Object.keys(store.notices())) {
      const notice = store.notices()[key];
      if (!notice || !this.#started) continue;
      const said = notice.well ?? (notice.told ? undefined : notice.text);
      if (said === undefined) continue;
      this.#delivering = key;
      await this.#deliver(key, said, nonceOf(key, notice.at, notice.well === null ? 'x' : 'v')).finally(
        () => {
          this.#delivering = undefined;
        },
      );
      const now = store.notices()[key];
      if (!now) continue;
      // It may have changed while it was told.
      if (notice.well === null) await this.#save(key, { ...now, told: true });
      else if (now.well === notice.well) await this.#save(key, undefined);
    }
    this.#waitMs = RETRY_MS.first;
  }

  /** @throws whatever may pass by itself */
  async #deliver(key: string, text: string, nonce: string): Promise<void> {
    const { client, guildId, channelId, log } = this.#parts;
    const refused = (error: unknown): void => log.info({ err: error, key }, 'not told in this way');
    const guild = await unlessRefused(() => client.guilds.fetch(guildId), refused);
    const whom = guild && this.#whom(guild);
    const once = { nonce, enforceNonce: true };
    if (whom) {
      const named = cut(`${whom.names} ${text}`, CONTENT);
      const sent = await unlessRefused(async () => {
        const channel = await client.channels.fetch(channelId);
        if (!channel?.isSendable()) return undefined;
        return channel.send({ content: named, allowedMentions: whom.mentions, ...once });
      }, refused);
      if (sent) return;
    }
    let reached = 0;
    for (const id of whom?.people ?? []) {
      const message = { content: cut(text, CONTENT), allowedMentions: { parse: [] }, ...once };
      if (await unlessRefused(() => client.users.send(id, message), refused)) reached++;
    }
    if (reached === 0) log.error({ key, text }, 'administrators could be told in the log alone');
  }

  /** Roles that are gone from the server name nobody. */
  #whom(guild: Guild): { names: string; mentions: MessageMentionOptions; people: string[] } {
    const { roles } = this.#parts.preferences.get();
    const named = roles.admin.flatMap((id) => guild.roles.cache.get(id) ?? []);
    const owner = guild.ownerId;
    const people = new Set([owner, ...named.flatMap(({ members }) => [...members.keys()])]);
    people.delete(this.#parts.client.user.id);
    return named.length > 0
      ? {
          names: named.map(({ id }) => `<@&${id}>`).join(' '),
          mentions: { roles: named.map(({ id }) => id) },
          people: [...people],
        }
      : { names: `<@${owner}>`, mentions: { users: [owner] }, people: [...people] };
  }
}

/** At most 25 characters, of what is told and when it came up. */
function nonceOf(key: string, at: string, what: string): string {
  let hash = 0;
  for (const sign of key) hash = (Math.imul(hash, 31) + (sign.codePointAt(0) ?? 0)) >>> 0;
  return `${what}${hash.toString(36)}.${Date.parse(at).toString(36)}`;
}
