import { parentPort, workerData } from 'node:worker_threads';
import { UserError } from '../user-error.js';
import { buildEnsemble, type EnsembleJob } from './build-ensemble.js';
import type { ThreadAnswer } from './in-ensemble-thread.js';

/** Started by its path (in-ensemble-thread.ts): a job in, the result or a person's mistake out. */
const answer = await buildEnsemble(workerData as EnsembleJob).then(
  (result): ThreadAnswer => ({ result }),
  (error: unknown): ThreadAnswer => {
    if (!(error instanceof UserError)) throw error;
    const { identifier, sentence, context } = error;
    return { mistake: { identifier, sentence, context } };
  },
);
parentPort?.postMessage(answer);
