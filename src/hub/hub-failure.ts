/**
 * What went wrong between here and the hub:
 * - `status`: it answered with an HTTP error
 * - `unreachable`: no answer at all
 * - `stalled`: no byte for too long
 * - `cut`: the connection broke, or ended before the file did
 * - `odd`: an answer that makes no sense here
 */
export type FailureReason = 'status' | 'unreachable' | 'stalled' | 'cut' | 'odd';

/** A failed request. Its text names neither the address (it may be signed) nor any header (one is the token). */
export class HubFailure extends Error {
  readonly reason: FailureReason;
  /** Of `status`. */
  readonly status: number | undefined;
  /** The hub's `X-Error-Code`: RepoNotFound, RevisionNotFound, GatedRepo, EntryNotFound … */
  readonly code: string | undefined;
  /** ms that the hub asks to wait. */
  readonly retryAfter: number | undefined;
  /** Whether another host (a CDN) answered so; its addresses are signed for a while only. */
  readonly elsewhere: boolean;

  constructor(
    reason: FailureReason,
    message: string,
    {
      status,
      code,
      retryAfter,
      elsewhere = false,
      cause,
    }: { status?: number; code?: string; retryAfter?: number; elsewhere?: boolean; cause?: unknown } = {},
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'HubFailure';
    this.reason = reason;
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
    this.elsewhere = elsewhere;
  }

  /** Whether the hub, or the way to it, is out of order: it may pass, and an earlier copy will do meanwhile. */
  get away(): boolean {
    if (this.reason !== 'status') return this.reason !== 'odd';
    const status = this.status ?? 0;
    return status >= 500 || status === 429 || status === 408 || this.elsewhere;
  }
}
