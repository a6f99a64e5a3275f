import { appendFile, chmod, readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { RawOptions } from '../runs/check-option.js';

const entrySchema = z.object({
  at: z.string(),
  by: z.object({ id: z.string().nullable(), name: z.string() }),
  via: z.enum(['discord', 'terminal']),
  /** `train`, `results best`, `button cancel:3`. */
  what: z.string(),
  options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  /** `refused`: a person's mistake, or not theirs to do; `failed`: a bug. */
  outcome: z.enum(['done', 'refused', 'failed']),
  /** Why it was not done: the error's stable name. */
  why: z.string().optional(),
});
export type AuditEntry = z.infer<typeof entrySchema>;

/** What people may paste by mistake: tokens of Discord, of the hub, of Google and GitHub, and passwords in addresses. */
const SECRETS =
  /\b[\w-]{23,30}\.[\w-]{6,7}\.[\w-]{27,}\b|\bhf_\w{16,}\b|\bya29\.[\w-]{16,}|\bgh[pousr]_\w{20,}\b|(?<=:\/\/)[^\s/@]+(?=@)/g;
const LONGEST = 500;

/**
 * Who did what, when and with what outcome: a line of JSON an action in `audit.jsonl`, which only its owner can read. A
 * full file becomes `audit.jsonl.1`, that one `audit.jsonl.2`; older ones go.
 */
export class AuditLog {
  readonly #file: string;
  readonly #maxBytes: number;
  readonly #warn: (error: unknown) => void;
  #writing: Promise<void> = Promise.resolve();

  constructor(
    home: string,
    {
      maxBytes = 4 << 20,
      warn = () => undefined,
    }: { maxBytes?: number; warn?: (error: unknown) => void } = {},
  ) {
    this.#file = join(home, 'audit.jsonl');
    this.#maxBytes = maxBytes;
    this.#warn = warn;
  }

  /** Never rejects: what was done is done, also where the disk is full. Resolves when the line is in the file. */
  note(entry: Omit<AuditEntry, 'at' | 'options'> & { options: RawOptions }, at = new Date()): Promise<void> {
    const line = `${JSON.stringify({ at: at.toISOString(), ...entry, options: withoutSecrets(entry.options) })}\n`;
    this.#writing = this.#writing.then(() => this.#append(line)).catch(this.#warn);
    return this.#writing;
  }

  /** The last actions, newest first. */
  async last(count: number): Promise<AuditEntry[]> {
    await this.#writing;
    const lines: string[] = [];
    for (const file of [this.#file, `${this.#file}.1`]) {
      if (lines.length >= count) break;
      const text = await readFile(file, 'utf8').catch(() => '');
      lines.push(...text.split('\n').filter(Boolean).reverse());
    }
    return lines.slice(0, count).flatMap((line) => readEntry(line) ?? []);
  }

  async #append(line: string): Promise<void> {
    const size = await stat(this.#file).then(
      (found) => found.size,
      () => 0,
    );
    if (size > 0 && size + Buffer.byteLength(line) > this.#maxBytes) {
      await rename(`${this.#file}.1`, `${this.#file}.2`).catch(() => undefined);
      await rename(this.#file, `${this.#file}.1`);
    }
    await appendFile(this.#file, line, { mode: 0o600 });
    if (size === 0) await chmod(this.#file, 0o600);
  }
}

/** Undefined for a line that a full disk cut. */
function readEntry(line: string): AuditEntry | undefined {
  try {
    return entrySchema.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}

function withoutSecrets(options: RawOptions): RawOptions {
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => [
      name,
      typeof value === 'string' ? value.slice(0, LONGEST).replaceAll(SECRETS, '***') : value,
    ]),
  );
}
