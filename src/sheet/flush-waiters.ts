type Waiter = { resolve: () => void; reject: (error: Error) => void; revision: number; audits: number };

/** Who waits until what has changed so far stands in the sheet. */
export class FlushWaiters {
  #waiters: Waiter[] = [];

  get any(): boolean {
    return this.#waiters.length > 0;
  }

  /** @param audits looks at the whole tab that must have been made */
  until(revision: number, audits: number): Promise<void> {
    return new Promise((resolve, reject) => this.#waiters.push({ resolve, reject, revision, audits }));
  }

  settle({ cursor, audits, stopped }: { cursor: number; audits: number; stopped: boolean }): void {
    const waiting = this.#waiters;
    this.#waiters = [];
    for (const waiter of waiting)
      if (waiter.revision <= cursor && waiter.audits <= audits) waiter.resolve();
      else if (stopped)
        waiter.reject(new Error('The sheet projection was stopped before all rows were written'));
      else this.#waiters.push(waiter);
  }
}
