import { parentPort, workerData } from 'node:worker_threads';
import { bootstrap, type BootstrapJob } from './bootstrap.js';

/** Started by its path (`inWorkerThread`): a job in, its intervals out. */
parentPort?.postMessage(bootstrap(workerData as BootstrapJob));
