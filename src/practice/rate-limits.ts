import { createHash } from 'node:crypto';
import type { PracticeClock } from './clock.js';

export type RateLimit = { requests: number; perMs: number };

/** Ours to choose: Discord publishes limits in headers only, and a bot must read them there. */
export type RateLimits = { messages: RateLimit; other: RateLimit };

export const DEFAULT_RATE_LIMITS: RateLimits = {
  messages: { requests: 5, perMs: 5000 },
  other: { requests: 50, perMs: 1000 },
};

export type RateVerdict = { allowed: boolean; headers: Record<string, string>; retryAfter: number };

/** Fixed windows a bucket: method, route and its major parameter (channel, guild or webhook). */
export class RateLimiter {
  readonly #clock: PracticeClock;
  readonly #limits: RateLimits;
  readonly #windows = new Map<string, { start: number; used: number }>();

  constructor(clock: PracticeClock, limits: RateLimits) {
    this.#clock = clock;
    this.#limits = limits;
  }

  /** Counts a request; first answers to interactions are not limited on Discord either. */
  take(method: string, path: string): RateVerdict | undefined {
    if (path.startsWith('/interactions/')) return undefined;
    const { route, major } = bucketOf(path);
    const isMessage = route === '/channels/:id/messages' || route === '/channels/:id/messages/:id';
    const writes = method === 'POST' || method === 'PATCH';
    const limit = isMessage && writes ? this.#limits.messages : this.#limits.other;
    const key = `${method} ${route} ${major}`;
    const now = this.#clock.now();
    let window = this.#windows.get(key);
    if (!window || now - window.start >= limit.perMs)
      this.#windows.set(key, (window = { start: now, used: 0 }));
    const allowed = window.used < limit.requests;
    if (allowed) window.used += 1;
    const resetMs = window.start + limit.perMs;
    const retryAfter = Math.max(0, resetMs - now) / 1000;
    const bucket = createHash('sha256').update(`${method} ${route}`).digest('hex').slice(0, 32);
    const headers: Record<string, string> = {
      'X-RateLimit-Limit': String(limit.requests),
      'X-RateLimit-Remaining': String(limit.requests - window.used),
      'X-RateLimit-Reset': (resetMs / 1000).toFixed(3),
      'X-RateLimit-Reset-After': retryAfter.toFixed(3),
      'X-RateLimit-Bucket': bucket,
    };
    if (!allowed) headers['X-RateLimit-Scope'] = 'user';
    if (this.#windows.size > 5000) this.#sweep(now);
    return { allowed, headers, retryAfter };
  }

  #sweep(now: number): void {
    const longest = Math.max(this.#limits.messages.perMs, this.#limits.other.perMs);
    for (const [key, { start }] of this.#windows) if (now - start >= longest) this.#windows.delete(key);
  }
}

/** The path with its ids taken out, and the id that has a bucket of its own. */
function bucketOf(path: string): { route: string; major: string } {
  const [, kind, id = '', token = ''] = path.split('/');
  const major = kind === 'webhooks' ? `${id}/${token}` : id;
  const route = path
    .replace(/^\/webhooks\/\d+\/[^/]+/, '/webhooks/:id/:token')
    .replaceAll(/\/\d{15,20}/g, '/:id')
    .replace(/\/reactions\/.*/, '/reactions');
  return { route, major };
}
