import { Hono } from 'hono';
import { z } from 'zod';
import type { APIMessage } from 'discord.js';
import { discordErrors, invalidForm } from '../discord-error.js';
import { isDirect } from '../guild.js';
import type { MessageBody } from '../limits/message-schema.js';
import type { MessageBook } from '../message-book.js';
import { parseForm } from '../limits/form-body.js';
import { Nonces } from '../nonces.js';
import { compareSnowflakes } from '../snowflake.js';
import type { Parts } from './parts.js';
import { readBody, readMessage } from './read-body.js';

const bulkSchema = z.object({ messages: z.array(z.string()).min(2).max(100) });

/** Messages of channels and threads, their reactions and pins. */
export function messageRoutes({ guild, messages, rights }: Parts): Hono {
  const app = new Hono();
  const nonces = new Nonces(guild.clock);
  const visible = (channel: string, id: string): APIMessage => {
    if (messages.isEphemeral(id)) throw discordErrors.unknownMessage();
    rights.check(channel);
    return messages.get(channel, id);
  };

  app.get('/channels/:channel/messages', (c) => {
    const { channel } = c.req.param();
    rights.check(channel);
    // Discord shows an empty channel to whoever may not read what stands in it.
    const readable = rights.may(channel, 'ReadMessageHistory');
    return c.json(readable ? pageOf(messages, channel, c.req.query()) : []);
  });
  app.post('/channels/:channel/messages', async (c) => {
    const { body, uploads } = await readMessage(c);
    const channelId = c.req.param('channel');
    if (!guild.takesDirect && isDirect(guild.channelOf(channelId))) throw discordErrors.cannotSendToUser();
    rights.checkMessage(channelId, { ...sizeOf(body, uploads), isNew: true });
    const nonce = body.enforce_nonce && body.nonce != null ? `${channelId} ${body.nonce}` : undefined;
    const create = () =>
      messages.create({
        channelId,
        author: guild.bot,
        body,
        uploads,
        extra: replyTo(messages, channelId, body),
      });
    return c.json(await (nonce === undefined ? create() : nonces.once(nonce, create)));
  });
  app.post('/channels/:channel/messages/bulk-delete', async (c) => {
    const { body } = await readBody(c);
    for (const id of parseForm(bulkSchema, body).messages) await messages.delete(c.req.param('channel'), id);
    return c.body(null, 204);
  });

  // Two addresses for pins: before and since API v10's change of 2025.
  for (const pins of ['/channels/:channel/pins', '/channels/:channel/messages/pins'] as const) {
    const pinned = (channel: string) => messages.list(channel).filter((message) => message.pinned);
    app.get(pins, (c) => {
      const list = pinned(guild.channelOf(c.req.param('channel')).id);
      if (pins === '/channels/:channel/pins') return c.json(list);
      const items = list.map((message) => ({ pinned_at: message.timestamp, message }));
      return c.json({ items, has_more: false });
    });
    app.on(['PUT', 'DELETE'], [`${pins}/:message`], (c) => {
      const message = visible(c.req.param('channel') ?? '', c.req.param('message') ?? '');
      message.pinned = c.req.method === 'PUT';
      messages.changed(message);
      return c.body(null, 204);
    });
  }

  app.get('/channels/:channel/messages/:message', (c) =>
    c.json(visible(c.req.param('channel'), c.req.param('message'))),
  );
  app.patch('/channels/:channel/messages/:message', async (c) => {
    const { channel, message } = c.req.param();
    visible(channel, message);
    const { body, uploads } = await readMessage(c);
    rights.checkMessage(channel, { ...sizeOf(body, uploads), isNew: false });
    return c.json(await messages.edit(channel, message, body, uploads));
  });
  app.delete('/channels/:channel/messages/:message', async (c) => {
    const { channel, message } = c.req.param();
    visible(channel, message);
    await messages.delete(channel, message);
    return c.body(null, 204);
  });

  app.on(['PUT', 'DELETE'], '/channels/:channel/messages/:message/reactions/:emoji/:user', (c) => {
    const { channel, message, emoji } = c.req.param();
    react(visible(channel, message), emoji, c.req.method === 'PUT');
    messages.changedForPage(visible(channel, message));
    guild.hub.dispatch(c.req.method === 'PUT' ? 'MESSAGE_REACTION_ADD' : 'MESSAGE_REACTION_REMOVE', {
      user_id: guild.applicationId,
      channel_id: channel,
      message_id: message,
      guild_id: guild.id,
      emoji: { id: null, name: emoji },
      burst: false,
      type: 0,
    });
    return c.body(null, 204);
  });
  return app;
}

const sizeOf = ({ embeds }: MessageBody, uploads: readonly unknown[]) => ({
  embeds: embeds?.length ?? 0,
  uploads: uploads.length,
});

/** `limit` 1 to 100 (50), and one of `before`, `after`, `around`; newest first, as Discord lists them. */
function pageOf(messages: MessageBook, channelId: string, query: Record<string, string>): APIMessage[] {
  const limit = query.limit === undefined ? 50 : Number(query.limit);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100)
    throw invalidForm([
      {
        path: ['limit'],
        code: limit > 100 ? 'NUMBER_TYPE_MAX' : 'NUMBER_TYPE_MIN',
        message: 'int value should be between 1 and 100.',
      },
    ]);
  const { before, after, around } = query;
  const list = messages.list(channelId);
  if (after !== undefined)
    return list
      .filter(({ id }) => compareSnowflakes(id, after) > 0)
      .slice(0, limit)
      .reverse();
  if (around !== undefined) {
    const index = list.findIndex(({ id }) => compareSnowflakes(id, around) >= 0);
    const start = Math.max(0, (index < 0 ? list.length : index) - Math.floor(limit / 2));
    return list.slice(start, start + limit).reverse();
  }
  const older = before === undefined ? list : list.filter(({ id }) => compareSnowflakes(id, before) < 0);
  return older.slice(-limit).reverse();
}

/** The fields of a reply. @throws DiscordError 50035 for a message that is not there, unless told to overlook it */
function replyTo(
  messages: MessageBook,
  channelId: string,
  {
    message_reference: reference,
  }: {
    message_reference?: { message_id: string; fail_if_not_exists?: boolean | undefined } | null | undefined;
  },
): Partial<APIMessage> {
  if (!reference) return {};
  const target = messages.list(channelId).find(({ id }) => id === reference.message_id);
  if (!target) {
    if (reference.fail_if_not_exists === false) return {};
    throw invalidForm([
      {
        path: ['message_reference'],
        code: 'REPLIES_UNKNOWN_MESSAGE',
        message: 'Unknown message',
      },
    ]);
  }
  const place = { type: 0, message_id: target.id, channel_id: channelId };
  return { type: 19, message_reference: place };
}

function react(message: APIMessage, emoji: string, add: boolean): void {
  const others = (message.reactions ?? []).filter((reaction) => reaction.emoji.name !== emoji);
  const mine = {
    emoji: { id: null, name: emoji },
    count: 1,
    count_details: { burst: 0, normal: 1 },
    me: true,
    me_burst: false,
    burst_colors: [],
  };
  message.reactions = add ? [...others, mine] : others;
}
