import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { PredictJob, PredictMessage } from '../training/predict-job.js';
import { UserError } from '../user-error.js';
import { workerEnvironment } from '../queue/worker-environment.js';

/** The compiled worker; it is started by its path, so that TensorFlow is never loaded here. */
const WORKER = fileURLToPath(new URL('../training/predict-worker.js', import.meta.url));

/**
 * Predicts a file in a process of its own.
 * @param signal ends the process when it is aborted
 * @throws UserError `predict.failed` | `predict.died` why nothing could be predicted
 */
export function predictInProcess(
  job: PredictJob,
  { progress, signal }: { progress: (line: string) => void; signal: AbortSignal },
): Promise<Extract<PredictMessage, { type: 'done' }>> {
  const child = fork(WORKER, [], {
    ...{ env: workerEnvironment(), execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] },
  });
  // TensorFlow greets there; it is read only where the process dies of something else.
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => (said = `${said}${chunk.toString()}`.slice(-4000)));
  const stop = () => child.kill('SIGKILL');
  signal.addEventListener('abort', stop, { once: true });
  child.send(job);
  return new Promise<Extract<PredictMessage, { type: 'done' }>>((resolve, reject) => {
    child.on('message', (message: PredictMessage) => {
      if (message.type === 'progress') progress(message.line);
      else if (message.type === 'done') resolve(message);
      else
        reject(
          message.bug
            ? new Error(`${message.message}\n${said}`)
            : new UserError('predict.failed', message.message),
        );
    });
    child.once('error', reject);
    child.once('close', (code, killed) => reject(died(code, killed, said)));
  }).finally(() => {
    signal.removeEventListener('abort', stop);
    end(child);
  });
}

function end(child: ChildProcess): void {
  if (child.connected) child.disconnect();
}

/** Without a word of its own. */
const died = (code: number | null, signal: string | null, said: string): UserError =>
  new UserError(
    'predict.died',
    `The process that predicts ended without a word (${signal ?? `status ${code}`}); most often memory is short. Free some, or take a smaller model. Its last words: ${said.trim().split('\n').at(-1) || 'none'}`,
  );
