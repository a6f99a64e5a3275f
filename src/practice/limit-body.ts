import type { MiddlewareHandler } from 'hono';

/**
 * Refuses larger bodies by the length that they announce, before a byte is read (Node never reads past it). A body of
 * unannounced length is refused as well: neither discord.js nor a browser sends JSON or forms so. Hono's own
 * bodyLimit opens the body first, after which the connection is torn down under the client.
 */
export function limitBody(maxBytes: number, refusal: () => Error): MiddlewareHandler {
  return async (c, next) => {
    const length = Number(c.req.header('content-length') ?? 0);
    if (length > maxBytes || c.req.header('transfer-encoding') !== undefined) throw refusal();
    await next();
  };
}
