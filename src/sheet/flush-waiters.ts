/** How far the sheet is, or has to be. */
type Reached = {
  /** Of the runs. */
  revision: number;
  /** Looks at the whole tab. */
  audits: number;
  /** Of the tabs that are written whole. */
  whole: number;
};
type Waiter = Reached & { resolve: () => void; reject: (error: Error) => void };

/** Who waits until what has changed so far stands in the sheet. */
export class FlushWaiters {
  #waiters: Waiter[] = [];

  get any(): boolean {
    return this.#waiters.length > 0;
  }

  until(wanted: Reached): Promise<void> {
    return new Promise((resolve, reject) => this.#waiters.push({ resolve, reject, ...wanted }));
  }

  settle({ revision, audits, whole }: Reached, { stopped }: { stopped: boolean }): void {
    const waiting = this.#waiters;
    this.#waiters = [];
    for (const waiter of waiting)
      if (waiter.revision <= revision && waiter.audits <= audits && waiter.whole <= whole) waiter.resolve();
      else if (stopped)
        waiter.reject(new Error('The sheet projection was stopped before all rows were written'));
      else this.#waiters.push(waiter);
  }
}
