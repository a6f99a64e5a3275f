import type { PracticeEvent } from './protocol.js';

/** An event for bots, by its gateway name, such as MESSAGE_CREATE. */
export type Dispatch = { event: string; data: Record<string, unknown> };

/** Where everything that happens in the guild is told: once to the gateway's sessions, once to open pages. */
export class EventHub {
  readonly #bots = new Set<(dispatch: Dispatch) => void>();
  readonly #pages = new Set<(event: PracticeEvent) => void>();

  /** Returns a function that ends the subscription. */
  onDispatch(listener: (dispatch: Dispatch) => void): () => void {
    this.#bots.add(listener);
    return () => this.#bots.delete(listener);
  }

  onPage(listener: (event: PracticeEvent) => void): () => void {
    this.#pages.add(listener);
    return () => this.#pages.delete(listener);
  }

  dispatch(event: string, data: object): void {
    for (const listener of this.#bots) listener({ event, data: data as Record<string, unknown> });
  }

  tellPages(event: PracticeEvent): void {
    for (const listener of this.#pages) listener(event);
  }
}
