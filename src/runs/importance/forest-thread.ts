import { parentPort, workerData } from 'node:worker_threads';
import { forestImportance, type ForestJob } from './forest.js';

/** Started by its path (`inWorkerThread`): a job in, its findings out. */
parentPort?.postMessage(forestImportance(workerData as ForestJob));
