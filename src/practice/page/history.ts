const KEPT = 50;

/** What was sent before, as in a shell: arrow up in an empty box brings it back. Gone with the page. */
export class History {
  #lines: string[] = [];
  #at = 0;

  add(line: string): void {
    this.#lines = [...this.#lines.filter((one) => one !== line), line].slice(-KEPT);
    this.#at = this.#lines.length;
  }

  /** The line before (-1) or after (1); undefined when `current` is something new that must not be lost. */
  step(by: -1 | 1, current: string): string | undefined {
    if (current === '') this.#at = this.#lines.length;
    else if (current !== this.#lines[this.#at]) return undefined;
    const next = this.#at + by;
    if (next < 0 || next > this.#lines.length) return undefined;
    this.#at = next;
    return this.#lines[next] ?? '';
  }
}
