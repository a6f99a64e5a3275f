import { randomBytes } from 'node:crypto';
import type { APIModalInteractionResponseCallbackData, InteractionType } from 'discord.js';
import { discordErrors } from './discord-error.js';
import type { Guild } from './guild.js';
import { ALL_PERMISSIONS } from './guild.js';
import type { PracticeMember } from './protocol.js';

/** Discord's times: a first answer, the life of a token, and how long we remember that a token was once real. */
const FIRST_ANSWER_MS = 3000;
const TOKEN_LIFE_MS = 15 * 60_000;
const REMEMBERED_MS = 24 * 60 * 60_000;

const GUILD_LOCALE = 'en-US';

export type MessagePlace = { channelId: string; id: string };

export type PendingInteraction = {
  readonly id: string;
  readonly token: string;
  readonly type: InteractionType;
  readonly channelId: string;
  readonly createdAt: number;
  /** The page's own name for it. */
  readonly nonce: string;
  /** The command's name, for the line above its answer. */
  readonly name: string;
  /** The message that the component, or the component that opened the modal, sits on. */
  readonly source: MessagePlace | undefined;
  /** Who did it. */
  readonly member: PracticeMember;
  answered: boolean;
  /** What `@original` means. */
  original: MessagePlace | undefined;
};

type Begin = Pick<PendingInteraction, 'type' | 'channelId' | 'nonce' | 'name' | 'source'> & {
  /** A member's id; the person at the page where left out. */
  as: string | undefined;
  data: object;
  /** Of the client; the guild's is American English. */
  locale?: string | undefined;
  extra?: object;
};

export type OpenModal = {
  modal: APIModalInteractionResponseCallbackData;
  source: MessagePlace | undefined;
  name: string;
};

/** Interactions that the bot may still answer, and the modals that are open at the page. */
export class InteractionBook {
  readonly #byToken = new Map<string, PendingInteraction>();
  /** By custom id: a new modal of the same id takes the old one's place, as on a screen. */
  readonly modals = new Map<string, OpenModal>();

  constructor(readonly guild: Guild) {}

  /** Sends INTERACTION_CREATE, and tells the page after 3 s if nothing came back. Returns the interaction's id. */
  begin({ data, locale = GUILD_LOCALE, extra = {}, as, ...rest }: Begin): string {
    const { guild } = this;
    const doer = as === undefined ? guild.self : guild.memberOf(as);
    const permissions = doer.permissions ?? (doer === guild.self ? guild.permissions : ALL_PERMISSIONS);
    const now = guild.clock.now();
    this.#forgetOld(now);
    const pending: PendingInteraction = {
      ...rest,
      id: guild.nextId(),
      token: randomBytes(48).toString('base64url'),
      createdAt: now,
      member: doer,
      answered: false,
      original: undefined,
    };
    this.#byToken.set(pending.token, pending);
    const { id, token, type, channelId } = pending;
    const member = { ...guild.apiMember(doer), permissions };
    const event = {
      id,
      token,
      type,
      version: 1,
      application_id: guild.applicationId,
      data,
      guild_id: guild.id,
      guild: { id: guild.id, locale: GUILD_LOCALE, features: [] },
      channel_id: channelId,
      channel: { ...guild.channelOf(channelId), permissions },
      member,
      app_permissions: ALL_PERMISSIONS,
      locale,
      guild_locale: GUILD_LOCALE,
      entitlements: [],
      authorizing_integration_owners: { '0': guild.id },
      context: 0,
      attachment_size_limit: 10 * 1024 * 1024,
      ...extra,
    };
    guild.hub.dispatch('INTERACTION_CREATE', event);
    if (guild.deliversTwice) guild.hub.dispatch('INTERACTION_CREATE', event);
    guild.deliversTwice = false;
    guild.clock.after(FIRST_ANSWER_MS, () => {
      if (!pending.answered)
        guild.hub.tellPages({ type: 'interaction', nonce: pending.nonce, state: 'failed' });
    });
    return id;
  }

  /**
   * The interaction that a first answer is for.
   * @throws DiscordError 10062 (unknown, or 3 s are over), 40060 (answered before)
   */
  forCallback(id: string, token: string): PendingInteraction {
    const pending = this.#byToken.get(token);
    if (pending?.id !== id) throw discordErrors.unknownInteraction();
    if (pending.answered) throw discordErrors.alreadyAcknowledged();
    if (this.guild.clock.now() - pending.createdAt > FIRST_ANSWER_MS)
      throw discordErrors.unknownInteraction();
    return pending;
  }

  /**
   * The interaction that an edit or a follow-up is for.
   * @throws DiscordError 10015 (no such token, or not answered yet), 50027 (15 minutes are over)
   */
  forWebhook(applicationId: string, token: string): PendingInteraction {
    const pending = this.#byToken.get(token);
    if (applicationId !== this.guild.applicationId || !pending) throw discordErrors.unknownWebhook();
    if (this.guild.clock.now() - pending.createdAt > TOKEN_LIFE_MS) throw discordErrors.invalidToken();
    if (!pending.answered) throw discordErrors.unknownWebhook();
    return pending;
  }

  acknowledged(pending: PendingInteraction): void {
    this.guild.hub.tellPages({ type: 'interaction', nonce: pending.nonce, state: 'acknowledged' });
  }

  #forgetOld(now: number): void {
    for (const [token, { createdAt }] of this.#byToken) {
      if (now - createdAt < REMEMBERED_MS) return;
      this.#byToken.delete(token);
    }
  }
}
