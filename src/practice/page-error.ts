import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** A request of the page that cannot be done; the message is shown to the person as it is. */
export class PageError extends Error {
  constructor(
    readonly status: ContentfulStatusCode,
    message: string,
  ) {
    super(message);
    this.name = 'PageError';
  }
}
