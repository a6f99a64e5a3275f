import { UserError } from '../user-error.js';
import { backoff, type RetryDelay } from './try-again.js';

/** How a hub is reached. */
export type HubOptions = {
  /** Default: https://huggingface.co */
  endpoint?: string;
  /** Sent to the endpoint's own origin alone. */
  token?: string;
  signal?: AbortSignal;
  fetch?: typeof fetch;
  /** ms between two tries. Default: 1, 2, 4 … 30 s with jitter, or what the hub asks for. */
  retryDelay?: RetryDelay;
  /** ms without a byte after which a connection is given up. Default: 30 s. */
  stallTimeout?: number;
  log?: (line: string) => void;
};

export type HubConnection = {
  /** Without a slash at its end. */
  endpoint: string;
  origin: string;
  host: string;
  token: string | undefined;
  signal: AbortSignal;
  fetch: typeof fetch;
  retryDelay: RetryDelay;
  stallTimeout: number;
  log: (line: string) => void;
};

/** Tries in a row without a byte more than before. */
export const TRIES = 5;

/** @throws UserError `hub.endpoint` | `hub.token` */
export function connectHub({
  endpoint = 'https://huggingface.co',
  token,
  signal = new AbortController().signal,
  fetch: ask = fetch,
  retryDelay = backoff,
  stallTimeout = 30_000,
  log = () => undefined,
}: HubOptions): HubConnection {
  // The text itself is not repeated in either sentence: it may hold a password or be the token.
  if (token !== undefined && !/^[\x21-\x7e]+$/.test(token))
    throw new UserError(
      'hub.token',
      'HF_TOKEN holds spaces or letters that no token has. Copy the token again (hub → Settings → Access Tokens) into .env.',
    );
  const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.search || url.hash)
    throw new UserError(
      'hub.endpoint',
      'HF_ENDPOINT is not the address of a hub. Write it like https://huggingface.co (no password, no question mark), or leave it out.',
    );
  return {
    endpoint: url.href.replace(/\/+$/, ''),
    origin: url.origin,
    host: url.host,
    token,
    signal,
    fetch: ask,
    retryDelay,
    stallTimeout,
    log,
  };
}
