import type { APIEmbed, Client, Message, MessageCreateOptions } from 'discord.js';
import { digestOf, isEmpty } from '../runs/digest.js';
import { type DoneRun, rankLatest } from '../runs/leaderboard.js';
import type { Effective, Preferences } from '../runs/preferences/preferences.js';
import type { RunStore } from '../runs/run-store.js';
import { dayBegins, wallTime } from '../runs/zoned-time.js';
import { type Texts, textsIn } from '../texts/texts.js';
import { charts } from './chart-thread.js';
import { unlessClosed } from './discord-refusal.js';
import { sendAsPermitted } from './send-as-permitted.js';
import { digestView } from './views/digest-view.js';
import { score } from './views/format.js';

const TOLD = 'digest told';
const WEEK = 'digest week';
const DAY_MS = 24 * 3_600_000;
/** A digest that was off for months does not tell of all of them. */
const LONGEST_MS = 8 * DAY_MS;
const WEEKS_SHOWN_MS = 28 * DAY_MS;

/** How far back a digest is looked for, in messages of one request and in requests. */
const PAGE = 100;
const PAGES = 5;

type Parts = {
  store: RunStore;
  preferences: Pick<Preferences, 'get'>;
  where: { client: Client<true>; channelId: string };
};

/**
 * Posts what happened since the last digest, once: the slot is written down with it. Where the process died between the
 * two, its nonce keeps a second one away for some minutes, and after them the channel is looked through for it. The first digest of a week tells of the week and has its picture. Nothing happened: no digest.
 */
export class DigestMessages {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** @throws whatever keeps the post from arriving; it is tried again then */
  async post(slot: Date): Promise<void> {
    const { store, preferences } = this.#parts;
    const chosen = preferences.get();
    const first = store.lastFired('digest');
    const told = new Date(store.lastFired(TOLD) ?? first ?? slot.getTime() - DAY_MS);
    const week = new Date(store.lastFired(WEEK) ?? told);
    const weekly = week < mondayOf(slot, chosen.timezone);
    const since = new Date(Math.max((weekly ? week : told).getTime(), slot.getTime() - LONGEST_MS));
    if (since >= slot) return;
    const digest = digestOf(store.list(), since, slot);
    if (isEmpty(digest)) return;
    const texts = textsIn(chosen.language);
    const picture = weekly ? await weekPicture(rankLatest(store.list()), slot, chosen, texts) : undefined;
    const embed: APIEmbed = {
      ...digestView(digest, texts),
      ...(picture ? { image: { url: `attachment://${picture.name}` } } : {}),
    };
    if (!(await this.#isPosted(chosen, slot)))
      await this.#send(chosen, {
        ...{ embeds: [embed], files: picture ? [picture] : [], allowedMentions: { parse: [] } },
        ...{ nonce: `digest.${slot.getTime().toString(36)}`, enforceNonce: true },
      });
    // Both before the scheduler's own note: a restart in between finds nothing more to tell.
    if (weekly) await store.saveFired(WEEK, slot.toISOString());
    await store.saveFired(TOLD, slot.toISOString());
  }

  /** Whether a digest of ours that ends at this slot stands in one of the channels, the newest messages after it first. */
  async #isPosted({ results_channel }: Effective, slot: Date): Promise<boolean> {
    const { client, channelId } = this.#parts.where;
    const until = `– <t:${Math.floor(slot.getTime() / 1000)}:f>`;
    for (const id of new Set([results_channel ?? channelId, channelId])) {
      const found = await unlessClosed(async () => {
        const channel = await client.channels.fetch(id);
        if (!channel?.isTextBased()) return false;
        for (let before: string | undefined, page = 0; page < PAGES; page++) {
          const messages = await channel.messages.fetch({
            ...{ limit: PAGE, cache: false },
            ...(before === undefined ? {} : { before }),
          });
          const isIt = ({ author, content, embeds }: Message): boolean =>
            author.id === client.user.id &&
            [content, ...embeds.map(({ description }) => description ?? '')].some((text) =>
              text.includes(until),
            );
          if (messages.some(isIt)) return true;
          const oldest = messages.last();
          if (!oldest || messages.size < PAGE || oldest.createdAt < slot) return false;
          before = oldest.id;
        }
        return false;
      });
      if (found) return true;
    }
    return false;
  }

  async #send({ results_channel, language }: Effective, message: MessageCreateOptions): Promise<void> {
    const { client, channelId } = this.#parts.where;
    for (const id of [results_channel, channelId]) {
      if (id === null) continue;
      const sent = await unlessClosed(async () => {
        const channel = await client.channels.fetch(id);
        return channel?.isSendable() ? sendAsPermitted(channel, message, textsIn(language)) : undefined;
      });
      if (sent) return;
    }
    throw new Error(`Channel ${channelId} cannot be written to`);
  }
}

/** Midnight of the week's Monday. */
function mondayOf(at: Date, timezone: string): Date {
  return dayBegins(at, timezone, -((wallTime(at, timezone).weekday + 6) % 7));
}

async function weekPicture(ranked: readonly DoneRun[], until: Date, { timezone }: Effective, texts: Texts) {
  const { t } = texts;
  const points = ranked
    .map(({ spec: { loss }, result, finished_at, created_at }) => ({
      ...{ at: Date.parse(finished_at ?? created_at), score: result.dev.micro_f1, loss },
    }))
    .filter(({ at }) => at <= until.getTime() && at > until.getTime() - WEEKS_SHOWN_MS)
    .sort((a, b) => a.at - b.at);
  const best = ranked[0];
  if (points.length < 2 || !best) return undefined;
  const values = { count: points.length, best: score(best.result.dev.micro_f1), run: best.id };
  const title = t('digest.chart_title', values);
  return {
    attachment: await charts.scoreProgress(title, points, { timeZone: timezone }, texts),
    name: `scores-${until.toISOString().slice(0, 10)}.png`,
    description: t('digest.chart_alt', values),
  };
}
