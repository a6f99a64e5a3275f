import type { HubConnection } from './hub-connection.js';
import { HubFailure } from './hub-failure.js';

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const MOST_REDIRECTS = 5;

/**
 * One GET: follows redirects, hands the answer to `use`, and gives up when no byte came for the hub's `stallTimeout`.
 * A redirect may lead to a CDN; the token goes to the hub's own origin alone.
 * @param use reads the answer with `bytesOf`; whatever it throws is thrown. It gets 2xx and 416 answers.
 * @throws HubFailure; the signal's reason
 */
export async function askHub<T>(
  hub: HubConnection,
  address: string,
  headers: Record<string, string>,
  use: (answer: Response, bytes: AsyncIterable<Uint8Array>) => Promise<T>,
): Promise<T> {
  const stalled = new AbortController();
  const timer = setTimeout(() => stalled.abort(), hub.stallTimeout);
  const signal = AbortSignal.any([stalled.signal, hub.signal]);
  try {
    const answer = await follow(hub, address, headers, signal);
    return await use(
      answer,
      bytesOf(answer, () => timer.refresh()),
    );
  } catch (error) {
    hub.signal.throwIfAborted();
    if (!stalled.signal.aborted) throw error;
    const seconds = hub.stallTimeout / 1000;
    throw new HubFailure('stalled', `${hub.host} sent nothing for ${seconds} s`, { cause: error });
  } finally {
    clearTimeout(timer);
    // What was not read to its end need not come any more.
    stalled.abort();
  }
}

async function follow(
  hub: HubConnection,
  address: string,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<Response> {
  let url = new URL(address);
  for (let hops = 0; hops <= MOST_REDIRECTS; hops++) {
    const own = url.origin === hub.origin;
    const answer = await ask(hub, url, {
      headers: own && hub.token ? { ...headers, authorization: `Bearer ${hub.token}` } : headers,
      redirect: 'manual',
      signal,
    });
    if (answer.ok || answer.status === 416) return answer;
    await answer.body?.cancel();
    const location = answer.headers.get('location');
    if (!REDIRECTS.has(answer.status) || location === null) throw statusFailure(answer, url, own);
    if (!URL.canParse(location, url.href)) throw new HubFailure('odd', `${url.host} leads to no address`);
    url = new URL(location, url);
  }
  throw new HubFailure('odd', `${hub.host} leads in circles`);
}

async function ask(hub: HubConnection, url: URL, init: RequestInit): Promise<Response> {
  try {
    return await hub.fetch(url, init);
  } catch (error) {
    const { cause } = error as { cause?: { code?: unknown; message?: unknown } };
    const why = [cause?.code, cause?.message].find((text) => typeof text === 'string' && text !== '');
    const reason = typeof why === 'string' ? ` (${why})` : '';
    throw new HubFailure('unreachable', `${url.host} cannot be reached${reason}`, { cause: error });
  }
}

/** The answer's bytes as they come; `alive` is called for each piece. A break is a HubFailure. */
async function* bytesOf(answer: Response, alive: () => void): AsyncGenerator<Uint8Array> {
  const reader = answer.body?.getReader();
  for (;;) {
    let piece;
    try {
      piece = await reader?.read();
    } catch (error) {
      throw new HubFailure('cut', 'the connection broke', { cause: error });
    }
    if (!piece || piece.done) return;
    alive();
    yield piece.value as Uint8Array;
  }
}

function statusFailure(answer: Response, url: URL, own: boolean): HubFailure {
  const code = answer.headers.get('x-error-code');
  const retryAfter = readRetryAfter(answer.headers.get('retry-after'));
  return new HubFailure('status', `${url.host} answered ${answer.status}`, {
    status: answer.status,
    elsewhere: !own,
    ...(code === null ? {} : { code }),
    ...(retryAfter === undefined ? {} : { retryAfter }),
  });
}

/** ms; RFC 9110, 10.2.3: seconds or a date. */
function readRetryAfter(text: string | null): number | undefined {
  if (text === null) return undefined;
  const wait = /^\d+$/.test(text.trim()) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return Number.isFinite(wait) ? Math.max(0, wait) : undefined;
}
