import { parentPort, workerData } from 'node:worker_threads';
import { UserError } from '../../user-error.js';
import type { TableAnswer, TableJob } from './read-table-in-thread.js';
import { readTable } from './read-table.js';

/** Started by its path (`inWorkerThread`): a file in, its table out. */
const { bytes, tab } = workerData as TableJob;

async function read(): Promise<TableAnswer> {
  try {
    return { table: await readTable(bytes, tab) };
  } catch (error) {
    // An error's class does not survive the way between threads.
    if (!(error instanceof UserError)) throw error;
    return { refused: { identifier: error.identifier, sentence: error.sentence } };
  }
}

parentPort?.postMessage(await read());
