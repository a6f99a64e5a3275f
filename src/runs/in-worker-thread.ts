import { Worker } from 'node:worker_threads';

/**
 * Calculates in a thread of its own, so that the bot goes on answering meanwhile.
 * @param file the compiled thread: it posts one answer to the job in its `workerData`
 * @param megabytes of JavaScript's memory that it may take; past them it ends with ERR_WORKER_OUT_OF_MEMORY
 */
export function inWorkerThread<Job, Answer>(file: URL, job: Job, megabytes?: number): Promise<Answer> {
  const limits = megabytes === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: megabytes } };
  const worker = new Worker(file, { workerData: job, execArgv: [], ...limits });
  return new Promise<Answer>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) =>
      reject(new Error(`${file.pathname} ended with ${code} before it answered`)),
    );
  });
}
