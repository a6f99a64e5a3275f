import { DiscordError } from './discord-error.js';
import type { Gateway } from './gateway.js';

/** An answer that the next request of a route gets instead of the real one. */
export type Fault = {
  /** Part of the path below /api/v10, or a pattern for it, such as `/callback`. */
  route: string | RegExp;
  method?: string;
  status: number;
  /** Discord's JSON code and text. */
  code?: number;
  message?: string;
  /** Seconds, for 429. */
  retryAfter?: number;
  /** How many requests it meets; 1 where not given. */
  times?: number;
};

/** Things that go wrong at Discord, on order: for tests of how a bot copes. */
export class Faults {
  #queue: (Fault & { left: number })[] = [];
  readonly #gateway: Gateway;

  constructor(gateway: Gateway) {
    this.#gateway = gateway;
  }

  /** The next request of that route fails so. A late first answer is 404 with code 10062; a dead token 401, 50027. */
  next(fault: Fault): void {
    this.#queue.push({ ...fault, left: fault.times ?? 1 });
  }

  /** Drops the bot's gateway connection; see Gateway.drop. */
  dropGateway(options: { resumable?: boolean } = {}): void {
    this.#gateway.drop(options);
  }

  /** @throws DiscordError where a fault was ordered for this request. */
  meet(method: string, path: string): void {
    const fault = this.#queue.find(
      ({ method: only = method, route }) =>
        only.toUpperCase() === method &&
        (typeof route === 'string' ? path.includes(route) : route.test(path)),
    );
    if (!fault) return;
    fault.left -= 1;
    this.#queue = this.#queue.filter(({ left }) => left > 0);
    const { status, code = 0, message = `${status}: ordered fault`, retryAfter } = fault;
    throw new DiscordError(status, code, message, retryAfter === undefined ? {} : { retryAfter });
  }
}
