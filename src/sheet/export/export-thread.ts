import { parentPort, workerData } from 'node:worker_threads';
import type { ExportJob } from './export-runs.js';
import { writeXlsx } from './write-xlsx.js';

/** Started by its path (`inWorkerThread`): a table in, an Excel file out. */
const { table, tab } = workerData as ExportJob;
parentPort?.postMessage(new Uint8Array(await writeXlsx(table, tab)));
