import { inWorkerThread } from '../../runs/in-worker-thread.js';
import type { Said } from '../../texts/texts.js';
import { UserError } from '../../user-error.js';
import { refuseFile } from './refuse-file.js';
import type { Table } from './table.js';

export type TableJob = { bytes: Uint8Array; tab?: string | undefined };
export type TableAnswer = { table: Table } | { refused: { identifier: string; sentence: Said | string } };

const THREAD = new URL('./table-thread.js', import.meta.url);

/** An Excel file of 50,000 rows and 30 columns takes less; one that takes more would take it from training. */
const MEGABYTES = 2000;

/**
 * Reads a file that somebody gave in a thread of its own: the bot answers meanwhile, and a file that breaks the reader
 * breaks the thread alone.
 * @throws UserError `import.file` for what cannot be read as a table
 */
export async function readTableInThread(bytes: Uint8Array, tab?: string): Promise<Table> {
  const answer = await inWorkerThread<TableJob, TableAnswer>(THREAD, { bytes, tab }, MEGABYTES).catch(
    (error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY') return refuseFile('memory');
      throw error;
    },
  );
  if ('table' in answer) return answer.table;
  throw new UserError(answer.refused.identifier, answer.refused.sentence);
}
