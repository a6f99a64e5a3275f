import { Hono, type Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { z } from 'zod';
import type { AttachmentStore } from './attachment-store.js';
import type { CommandBook } from './command-book.js';
import { DiscordError, discordErrors } from './discord-error.js';
import type { Guild } from './guild.js';
import type { InteractionBook } from './interaction-book.js';
import { limitBody } from './limit-body.js';
import type { MessageBook } from './message-book.js';
import { PageError } from './page-error.js';
import { beginInteraction } from './page-interactions.js';
import { deleteSchema, editSchema, interactionSchema, saySchema } from './page-schema.js';
import type { PracticeInteraction, PracticeState } from './protocol.js';
import { uploadRoutes } from './upload-routes.js';

const BODY_BYTES = 256 * 1024;
const MESSAGES_SHOWN = 200;
/** Keeps a quiet stream's connection in use, so that a page that has gone is noticed. */
const HEARTBEAT_MS = 20_000;

type Parts = {
  guild: Guild;
  commands: CommandBook;
  messages: MessageBook;
  interactions: InteractionBook;
  files: AttachmentStore;
};

/** The page's side (protocol.ts): the state, the events, and what the person says and does. */
export function createPageApi(parts: Parts): Hono {
  const { guild, messages } = parts;
  const app = new Hono();

  app.get('/practice/state', (c) => c.json(stateOf(parts)));

  app.get('/practice/events', (c) =>
    streamSSE(c, async (stream) => {
      const ended = new Promise<void>((resolve) => stream.onAbort(resolve));
      const end = guild.hub.onPage((event) => {
        // A page that has just gone is told by onAbort; a write that fails then is of no interest.
        stream.writeSSE({ data: JSON.stringify(event) }).catch(() => undefined);
      });
      const beat = setInterval(() => void stream.write(': here\n\n'), HEARTBEAT_MS).unref();
      await stream.write(': welcome\n\n');
      await ended;
      clearInterval(beat);
      end();
    }),
  );

  // Only a page may ask for this type across origins, and only after a preflight, which is refused: no forged forms.
  const jsonOnly = async (c: Context, next: () => Promise<void>): Promise<void> => {
    const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
    if (type !== 'application/json') throw new PageError(415, 'Send this as application/json');
    await next();
  };
  const small = limitBody(BODY_BYTES, () => new PageError(413, 'That is too long to send'));

  const personOf = (as: string | undefined) => (as === undefined ? guild.self : guild.memberOf(as));
  app.post('/practice/messages', small, jsonOnly, async (c) => {
    const { channel_id: channelId, content, as } = await readPage(c, saySchema);
    const author = personOf(as);
    const message = await messages.create({ channelId, author, body: { content } });
    return c.json({ id: message.id });
  });
  app.post('/practice/messages/edit', small, jsonOnly, async (c) => {
    const { channel_id, message_id, content, as } = await readPage(c, editSchema);
    const { id } = await messages.edit(channel_id, message_id, { content }, [], personOf(as));
    return c.json({ id });
  });
  app.post('/practice/messages/delete', small, jsonOnly, async (c) => {
    const { channel_id, message_id, as } = await readPage(c, deleteSchema);
    // Others' messages are for those who may manage messages; nobody at the page needs to.
    if (messages.get(channel_id, message_id).author.id !== personOf(as).id)
      throw discordErrors.missingPermissions();
    await messages.delete(channel_id, message_id);
    return c.body(null, 204);
  });
  app.post('/practice/interactions', small, jsonOnly, async (c) => {
    // The schema leaves options out as undefined, the protocol by absence: the same in JSON.
    const done = (await readPage(c, interactionSchema)) as PracticeInteraction;
    return c.json({ id: beginInteraction(parts, done) });
  });

  app.route('/', uploadRoutes(guild, parts.files));

  app.onError((error, c) => {
    if (error instanceof PageError) return c.json({ message: error.message }, error.status);
    if (error instanceof DiscordError)
      return c.json({ message: error.message }, error.status as ContentfulStatusCode);
    guild.log.error({ err: error }, 'The practice guild failed to answer its page');
    return c.json({ message: 'The practice guild failed: its log says why' }, 500);
  });
  return app;
}

async function readPage<Schema extends z.ZodType>(c: Context, schema: Schema): Promise<z.output<Schema>> {
  let body: unknown;
  try {
    body = await c.req.json();
  } catch (error) {
    if (error instanceof PageError) throw error;
    throw new PageError(400, 'That is no JSON');
  }
  const result = schema.safeParse(body);
  if (!result.success) throw new PageError(400, `That does not read: ${z.prettifyError(result.error)}`);
  return result.data;
}

function stateOf({ guild, commands, messages }: Parts): PracticeState {
  const lists = guild.channels.map(
    ({ id }) => [id, messages.listForPage(id).slice(-MESSAGES_SHOWN)] as const,
  );
  return {
    guild: { id: guild.id, name: guild.name },
    channels: guild.channels,
    members: guild.members,
    self: guild.self.id,
    bot: { id: guild.bot.id, name: guild.bot.name, online: guild.botOnline },
    commands: commands.all(),
    messages: Object.fromEntries(lists),
  };
}
