import type { HttpBindings } from '@hono/node-server';
import type { MiddlewareHandler } from 'hono';
import { GoogleError, type GoogleErrorCode } from './google-error.js';

/** What goes wrong with the next requests, for tests of what a client does then. */
export type SheetsFault = {
  /** How many requests it hits; 1 unless told. */
  times?: number;
  /** Only requests with this method; all unless told. */
  method?: 'GET' | 'POST' | 'PUT';
  /** Only requests whose path ends so, such as `values:batchUpdate`; all unless told. */
  path?: string;
  /** Only requests whose body holds this text; all unless told. */
  body?: string;
} & (
  | {
      /** Refused before anything happens. */
      status: Exclude<GoogleErrorCode, 400 | 404>;
      /** Seconds, sent as `Retry-After`. */
      retryAfter?: number;
    }
  /** Refused for what it asks for. */
  | { status: 400; message: string }
  /** The ambiguous failure: the request takes effect, then the connection breaks without an answer. */
  | { dropAfterApplying: true }
);

const MESSAGES = {
  403: 'The caller does not have permission',
  429: "Quota exceeded for quota metric 'Write requests' and limit 'Write requests per minute per user' of service 'sheets.googleapis.com'.",
  500: 'Internal error encountered.',
  503: 'The service is currently unavailable.',
};

/** A queue of faults, used up in order. */
export class SheetsFaults {
  #queue: (SheetsFault & { times: number })[] = [];

  /** Lets the next request, or the next `times` ones, fail. */
  next(fault: SheetsFault): void {
    this.#queue.push({ ...fault, times: fault.times ?? 1 });
  }

  /** Forgets the faults that have not happened yet. */
  clear(): void {
    this.#queue = [];
  }

  /** Put before the API's routes. */
  middleware(): MiddlewareHandler<{ Bindings: HttpBindings }> {
    return async (c, next) => {
      const body = this.#queue.some((fault) => fault.body !== undefined) ? await c.req.text() : '';
      const fault = this.#take(c.req.method, c.req.path, body);
      if (!fault) return next();
      if ('dropAfterApplying' in fault) {
        await next();
        c.env.incoming.socket.destroy();
        return;
      }
      if (fault.status === 400) return c.json(new GoogleError(400, fault.message), 400);
      if (fault.retryAfter !== undefined) c.header('Retry-After', String(fault.retryAfter));
      return c.json(new GoogleError(fault.status, MESSAGES[fault.status]), fault.status);
    };
  }

  #take(method: string, path: string, body: string): SheetsFault | undefined {
    const index = this.#queue.findIndex(
      (fault) =>
        (fault.method ?? method) === method &&
        path.endsWith(fault.path ?? '') &&
        body.includes(fault.body ?? ''),
    );
    const fault = this.#queue[index];
    if (!fault) return undefined;
    fault.times -= 1;
    if (fault.times <= 0) this.#queue.splice(index, 1);
    return fault;
  }
}
