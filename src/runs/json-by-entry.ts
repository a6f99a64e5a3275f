/** Entries that are encoded together: a change costs one such block, some 500 KB of runs. */
const BLOCK = 128;

type Block = { keys: readonly string[]; values: readonly unknown[]; bytes: Buffer };

/**
 * Encodes a large object of records as JSON, one entry of a record a line, and only those blocks of entries that changed
 * since the last time. It knows a change by identity: an entry must be replaced, never changed in place.
 */
export class JsonByEntry {
  readonly #blocks = new Map<string, Block[]>();

  /** UTF-8, to be written one after the other. They stay as they are while `data` changes. */
  encode(data: object): Buffer[] {
    const pieces: Buffer[] = [];
    const text = (piece: string): void => void pieces.push(Buffer.from(piece));
    const entries = Object.entries(data).filter(([, value]) => value !== undefined);
    for (const [at, [name, value]] of entries.entries()) {
      text(`${at === 0 ? '{' : ','}\n${JSON.stringify(name)}: `);
      if (typeof value !== 'object' || value === null || Array.isArray(value)) text(JSON.stringify(value));
      else {
        const blocks = this.#encodeRecord(name, value as Record<string, unknown>);
        for (const [place, { bytes }] of blocks.entries()) {
          text(place === 0 ? '{\n' : ',\n');
          pieces.push(bytes);
        }
        text(blocks.length === 0 ? '{}' : '\n}');
      }
    }
    text(pieces.length === 0 ? '{}\n' : '\n}\n');
    return pieces;
  }

  #encodeRecord(name: string, record: Record<string, unknown>): readonly Block[] {
    const all = Object.keys(record).filter((key) => record[key] !== undefined);
    const before = this.#blocks.get(name) ?? [];
    const blocks: Block[] = [];
    for (let start = 0; start < all.length; start += BLOCK) {
      const keys = all.slice(start, start + BLOCK);
      const values = keys.map((key) => record[key]);
      const last = before[start / BLOCK];
      const same = last && equal(last.keys, keys) && equal(last.values, values);
      blocks.push(same ? last : { keys, values, bytes: encodeEntries(keys, values) });
    }
    this.#blocks.set(name, blocks);
    return blocks;
  }
}

const equal = (some: readonly unknown[], others: readonly unknown[]): boolean =>
  some.length === others.length && some.every((one, at) => one === others[at]);

const encodeEntries = (keys: readonly string[], values: readonly unknown[]): Buffer =>
  Buffer.from(keys.map((key, at) => `${JSON.stringify(key)}: ${JSON.stringify(values[at])}`).join(',\n'));
