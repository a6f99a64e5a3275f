import { type Client, Events, RESTEvents } from 'discord.js';
import type { Logger } from 'pino';
import type { Preferences } from '../runs/preferences/preferences.js';
import type { Texts } from '../texts/texts.js';
import { missingPermissions, type NeededPermission } from './bot-permissions.js';
import type { TellAdministrators } from './tell-administrators.js';

type Parts = {
  client: Client<true>;
  channelId: string;
  preferences: Pick<Preferences, 'get' | 'onChange'>;
  administrators: Pick<TellAdministrators, 'tell' | 'recovered' | 'forget' | 'standing' | 'tryNow'>;
  /** A permission came back: what was held goes through now. */
  onBack: () => void;
  log: Logger;
};

const POST = /^\/channels\/(\d+)\/messages$/;

/**
 * Looks whether the bot has all permissions that it needs in the channels that Labmate uses, at start and whenever
 * roles, channels or settings change, and has administrators told by name which one is missing, once, and when it is
 * back. Where Discord refuses posts (403) twice in a row and nothing seems to be missing, that is told, too.
 */
export class WatchPermissions {
  readonly #parts: Parts;
  readonly #stops: (() => void)[] = [];
  /** By channel: posts that were refused in a row. */
  readonly #refused = new Map<string, number>();
  #looking: Promise<void> = Promise.resolve();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  start(): void {
    const { client, preferences } = this.#parts;
    const look = (): void => this.look();
    for (const event of [
      Events.ChannelUpdate,
      Events.ChannelDelete,
      Events.GuildRoleUpdate,
      Events.GuildRoleDelete,
      Events.GuildMemberUpdate,
      Events.GuildCreate,
    ] as const) {
      client.on(event, look);
      this.#stops.push(() => client.off(event, look));
    }
    const answered = ({ method, path }: { method: string; path: string }, { status }: { status: number }) => {
      const [, channelId] = POST.exec(path) ?? [];
      if (method === 'POST' && channelId !== undefined) this.#posted(channelId, status);
    };
    client.rest.on(RESTEvents.Response, answered);
    this.#stops.push(() => client.rest.off(RESTEvents.Response, answered), preferences.onChange(look));
    this.look();
  }

  async stop(): Promise<void> {
    for (const stop of this.#stops.splice(0)) stop();
    await this.#looking;
  }

  /** Looks now, after the look that is under way. */
  look(): void {
    this.#inTurn(async () => {
      const { preferences, channelId } = this.#parts;
      const { results_channel, channels } = preferences.get();
      const used = new Set([
        ...[channelId, ...channels, ...(results_channel === null ? [] : [results_channel])],
        ...this.#standingChannels(),
      ]);
      const wanted = new Set([channelId, ...channels, results_channel]);
      for (const id of used) {
        if (wanted.has(id)) await this.#lookAt(id);
        // Labmate uses it no longer: whether the bot may write there is nobody's concern.
        else for (const key of this.#standing(id)) await this.#parts.administrators.forget(key);
      }
    });
  }

  async #lookAt(channelId: string): Promise<void> {
    const { client, administrators, onBack } = this.#parts;
    const missing = await missingPermissions(client, channelId);
    const key = missing?.length === 0 ? undefined : `${prefixOf(channelId)}${missing?.join(' ') ?? 'gone'}`;
    const before = this.#standing(channelId);
    if (key === undefined) {
      const [first, ...others] = before;
      for (const other of others) await administrators.forget(other);
      if (first === undefined) return;
      await administrators.recovered(first, ({ t }) => t('rights.back', { channel: channelId }));
      onBack();
      return;
    }
    if (before.includes(key)) return;
    await administrators.tell(key, (texts) => missingText(missing, channelId, texts));
    for (const other of before) await administrators.forget(other);
    // Some of them may be back.
    if (before.length > 0) onBack();
  }

  #posted(channelId: string, status: number): void {
    const { client, administrators, onBack } = this.#parts;
    const key = `${REFUSED}${channelId}`;
    if (status !== 403) {
      if (status >= 300 || !this.#refused.delete(channelId)) return;
      this.#inTurn(async () => {
        if (!administrators.standing(key).includes(key)) return;
        await administrators.recovered(key, ({ t }) => t('rights.taken', { channel: channelId }));
        onBack();
      });
      return;
    }
    const channel = client.channels.cache.get(channelId);
    if (!channel || channel.isDMBased()) return;
    const times = (this.#refused.get(channelId) ?? 0) + 1;
    this.#refused.set(channelId, times);
    const home = channel.isThread() ? (channel.parentId ?? channelId) : channelId;
    this.look();
    this.#inTurn(async () => {
      if (times < 2 || this.#standing(home).length > 0) return;
      await administrators.tell(key, ({ t }) => t('rights.refused', { channel: channelId, why: '403' }));
    });
  }

  #standing(channelId: string): string[] {
    return this.#parts.administrators.standing(prefixOf(channelId));
  }

  #standingChannels(): string[] {
    return this.#parts.administrators
      .standing(PREFIX)
      .flatMap((key) => key.slice(PREFIX.length).split(' ', 1));
  }

  #inTurn(work: () => Promise<void>): void {
    this.#looking = this.#looking
      .then(work)
      .catch((error: unknown) =>
        this.#parts.log.warn({ err: error }, "the bot's permissions could not be looked at"),
      );
  }
}

const PREFIX = 'permissions ';
const REFUSED = 'refused ';
const prefixOf = (channelId: string): string => `${PREFIX}${channelId} `;

function missingText(
  missing: readonly NeededPermission[] | undefined,
  channel: string,
  { t }: Texts,
): string {
  if (!missing) return t('rights.gone', { channel });
  const names = missing.map((name) => t(`rights.names.${name}`)).join(', ');
  const follows = [...new Set(missing.map((name) => t(`rights.follows.${name}`)))].join(' ');
  return t('rights.missing', { names, follows, channel });
}
