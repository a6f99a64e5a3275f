import { createHash } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';

export type Visitor = { host: string | undefined; origin: string | undefined };

/**
 * Whether a request may be served: only one that was addressed to this very machine, and that no foreign page sent.
 * This stops DNS rebinding (a foreign Host) and cross-site requests (a foreign Origin), also for WebSockets, which
 * browsers open to any site.
 */
export function isWelcome({ host, origin }: Visitor, port: number): boolean {
  const names = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (host === undefined || !names.includes(host.toLowerCase())) return false;
  return origin === undefined || names.some((name) => origin.toLowerCase() === `http://${name}`);
}

/** Refuses unwelcome visitors with 403, and gives every answer the headers of a closed house. */
export function safety(port: number): MiddlewareHandler {
  return async (c, next) => {
    const visitor = { host: c.req.header('host'), origin: c.req.header('origin') };
    if (!isWelcome(visitor, port)) {
      c.res = c.json({ message: 'The practice guild serves this machine only', code: 0 }, 403);
      closeHouse(c.res.headers, []);
      return;
    }
    await next();
    const isHtml = c.res.headers.get('content-type')?.startsWith('text/html') === true;
    closeHouse(c.res.headers, isHtml ? await inlineScriptHashes(c.res.clone()) : []);
  };
}

function closeHouse(headers: Headers, hashes: string[]): void {
  const scripts = ["'self'", ...hashes.map((hash) => `'sha256-${hash}'`)].join(' ');
  if (!headers.has('content-security-policy'))
    headers.set(
      'content-security-policy',
      `default-src 'self'; script-src ${scripts}; img-src 'self' data:; style-src 'self'; object-src 'none'; ` +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
  headers.set('x-content-type-options', 'nosniff');
  headers.set('referrer-policy', 'no-referrer');
  headers.set('cross-origin-resource-policy', 'same-origin');
}

/** Of the page's own inline scripts (its import map): the page is a file of ours and holds no text of people. */
async function inlineScriptHashes(html: Response): Promise<string[]> {
  const scripts = (await html.text()).matchAll(/<script(?![^>]*\ssrc=)[^>]*>([^]*?)<\/script>/g);
  return [...scripts].map(([, script = '']) => createHash('sha256').update(script).digest('base64'));
}
