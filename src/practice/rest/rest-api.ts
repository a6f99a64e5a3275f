import { Hono, type Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { REQUEST_BYTES } from '../attachment-store.js';
import { DiscordError, discordErrors } from '../discord-error.js';
import { limitBody } from '../limit-body.js';
import { channelRoutes } from './channel-routes.js';
import { commandRoutes } from './command-routes.js';
import { guildRoutes } from './guild-routes.js';
import { interactionRoutes } from './interaction-routes.js';
import { messageRoutes } from './message-routes.js';
import type { Parts } from './parts.js';

const PREFIX = '/api/v10';
/** What needs no bot token: an interaction's own token is in the path, and the gateway's address is public. */
const OPEN = /^\/(interactions|webhooks)\/|^\/gateway$/;

/** Discord's REST API, version 10, as far as a well-behaved bot goes; the rest answers 404. */
export function createRestApi(parts: Parts): Hono {
  const { guild, faults, limiter, onRequest } = parts;
  const app = new Hono();

  app.use(async (c, next) => {
    const path = c.req.path.slice(PREFIX.length);
    onRequest?.(c.req.method, path);
    if (!OPEN.test(path)) {
      const [scheme, token = ''] = (c.req.header('authorization') ?? '').split(' ');
      if (scheme !== 'Bot' || !guild.isToken(token)) throw discordErrors.unauthorized();
    }
    const verdict = limiter.take(c.req.method, path);
    for (const [name, value] of Object.entries(verdict?.headers ?? {})) c.header(name, value);
    if (verdict && !verdict.allowed)
      throw new DiscordError(429, 0, 'You are being rate limited.', { retryAfter: verdict.retryAfter });
    faults.meet(c.req.method, path);
    await next();
    await faults.afterwards(c.req.method, path);
  });
  app.use(limitBody(REQUEST_BYTES, discordErrors.tooLarge));

  for (const routes of [
    interactionRoutes(parts),
    messageRoutes(parts),
    channelRoutes(parts),
    commandRoutes(parts),
    guildRoutes(parts),
  ])
    app.route('/', routes);

  app.all('*', () => {
    throw discordErrors.notFound();
  });
  app.onError((error, c) => {
    if (error instanceof DiscordError) return answerError(c, error);
    guild.log.error({ err: error, method: c.req.method }, 'The practice guild failed to answer');
    return answerError(c, new DiscordError(500, 0, '500: Internal Server Error'));
  });

  const rooted = new Hono();
  rooted.route(PREFIX, app);
  return rooted;
}

function answerError(c: Context, error: DiscordError): Response {
  if (error.retryAfter !== undefined) c.header('Retry-After', error.retryAfter.toFixed(3));
  // Discord answers with a body whenever it answers with an error.
  return c.json(error.toBody(), error.status as ContentfulStatusCode);
}
