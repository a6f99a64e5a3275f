import type {
  PracticeDelete,
  PracticeEdit,
  PracticeEvent,
  PracticeInteraction,
  PracticeSay,
  PracticeState,
  PracticeUpload,
} from '../protocol.js';
import type { SheetBookView } from '../sheet-protocol.js';

type Listeners = {
  onState: (state: PracticeState) => void;
  onEvent: (event: PracticeEvent) => void;
  /** False while the server cannot be reached. */
  onLink: (up: boolean) => void;
};

const RETRY_MS = [500, 1000, 2000, 5000];

/**
 * Follows the guild: listens first and reads the state afterwards, each time the connection is (re)made, so that
 * nothing falls between the two. Returns the function that ends it.
 */
export function follow({ onState, onEvent, onLink }: Listeners): () => void {
  let source: EventSource | undefined;
  let timer: number | undefined;
  let tries = 0;
  let over = false;

  const connect = (): void => {
    let waiting: PracticeEvent[] | undefined = [];
    const mine = new EventSource('/practice/events');
    source = mine;
    const again = (): void => {
      if (over || source !== mine) return;
      mine.close();
      source = undefined;
      onLink(false);
      timer = window.setTimeout(connect, RETRY_MS[Math.min(tries, RETRY_MS.length - 1)]);
      tries += 1;
    };
    mine.onmessage = ({ data }: MessageEvent<string>) => {
      const event = JSON.parse(data) as PracticeEvent;
      if (waiting) waiting.push(event);
      else onEvent(event);
    };
    mine.onerror = again;
    mine.onopen = () => {
      readJson<PracticeState>('/practice/state').then((state) => {
        if (over || source !== mine) return;
        tries = 0;
        onLink(true);
        onState(state);
        const missed = waiting ?? [];
        waiting = undefined;
        missed.forEach(onEvent);
      }, again);
    };
  };
  connect();
  return () => {
    over = true;
    window.clearTimeout(timer);
    source?.close();
  };
}

async function readJson<T>(path: string): Promise<T> {
  const response = await fetch(path, { cache: 'no-store' });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return (await response.json()) as T;
}

/** A tab with its cells; without an id the first one that has any. */
export const readBook = (tab: number | undefined): Promise<SheetBookView> =>
  readJson(`/practice/sheet/view${tab === undefined ? '' : `?tab=${tab}`}`);

/** `reason` is the server's own sentence, undefined where it cannot be reached; `refused` when trying again is no use. */
export class SendError extends Error {
  constructor(
    readonly reason: string | undefined,
    readonly refused: boolean,
  ) {
    super(reason ?? 'unreachable');
  }
}

const post = async (path: string, body: unknown): Promise<void> =>
  void (await postBody(path, 'application/json', JSON.stringify(body)));

async function postBody(path: string, type: string, body: string | Blob): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, { method: 'POST', headers: { 'Content-Type': type }, body });
  } catch {
    throw new SendError(undefined, false);
  }
  if (response.ok) return response;
  const text = await response.text();
  let reason = text || String(response.status);
  try {
    const json = JSON.parse(text) as { message?: string; error?: string };
    reason = json.message ?? json.error ?? reason;
  } catch {
    // Not JSON: the text itself is the reason.
  }
  throw new SendError(reason.slice(0, 300), response.status < 500);
}

/** Throws SendError. */
export const say = (message: PracticeSay): Promise<void> => post('/practice/messages', message);

/** Throws SendError. */
export const editMessage = (message: PracticeEdit): Promise<void> => post('/practice/messages/edit', message);

/** Throws SendError. */
export const deleteMessage = (message: PracticeDelete): Promise<void> =>
  post('/practice/messages/delete', message);

/** Throws SendError. */
export const interact = (interaction: PracticeInteraction): Promise<void> =>
  post('/practice/interactions', interaction);

/** The id by which a command's option names the file. Throws SendError. */
export async function uploadFile(channelId: string, file: File): Promise<string> {
  const query = new URLSearchParams({ channel_id: channelId, name: file.name });
  const response = await postBody(`/practice/uploads?${query}`, 'application/octet-stream', file);
  return ((await response.json()) as PracticeUpload).id;
}

/** What a person does at the sheet; `edit` takes a SheetEdit. Throws SendError. */
export const changeSheet = (what: 'edit' | 'undo' | 'redo', body: object): Promise<void> =>
  post(`/practice/sheet/${what}`, body);

export const newNonce = (): string => crypto.randomUUID();
