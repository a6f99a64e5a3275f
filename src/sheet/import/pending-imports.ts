import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { atomicWrite } from '../../runs/atomic-write.js';
import { say } from '../../texts/texts.js';
import { UserError } from '../../user-error.js';
import type { Table } from './table.js';

const DAY_MS = 24 * 3_600_000;
const cell = z.union([z.string(), z.number(), z.boolean()]);
const pendingSchema = z.object({
  from: z.string(),
  table: z.object({ rows: z.array(z.array(cell)), escaped: z.boolean(), tab: z.string().nullable() }),
});

/** Tables that were shown and not yet taken: kept for a day, so that the button beneath works after a restart, too. */
export class PendingImports {
  readonly #folder: string;

  constructor(home: string) {
    this.#folder = join(home, 'imports');
  }

  /** @returns a name for it, to be given to `read` */
  async keep(pending: { table: Table; from: string }): Promise<string> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    await this.#forgetOld();
    const id = randomBytes(8).toString('hex');
    await atomicWrite(this.#file(id), JSON.stringify(pending));
    return id;
  }

  /** @throws UserError `import.gone` where it was taken, dropped, or is older than a day */
  async read(id: string): Promise<{ table: Table; from: string }> {
    const gone = (): never => {
      throw new UserError('import.gone', say('imports.gone'));
    };
    // The id comes with a button that anybody could send.
    if (!/^[0-9a-f]{16}$/.test(id)) return gone();
    const text = await readFile(this.#file(id), 'utf8').catch(gone);
    return pendingSchema.parse(JSON.parse(text));
  }

  async drop(id: string): Promise<void> {
    if (/^[0-9a-f]{16}$/.test(id)) await rm(this.#file(id), { force: true });
  }

  async #forgetOld(): Promise<void> {
    for (const name of await readdir(this.#folder)) {
      const file = join(this.#folder, name);
      const written = await stat(file).catch(() => undefined);
      if (written && Date.now() - written.mtimeMs > DAY_MS) await rm(file, { force: true });
    }
  }

  #file(id: string): string {
    return join(this.#folder, `${id}.json`);
  }
}
