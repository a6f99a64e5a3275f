import { type ChildProcess, fork } from 'node:child_process';
import { closeSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import type { RunFolder } from '../runs/run-folder.js';
import { readOomKills } from './oom-kills.js';
import { workerEnvironment } from './worker-environment.js';

/** Below every interactive process, so that the bot answers while all cores train. */
const NICE = 10;

/** Of all processes the kernel kills a worker first when memory runs out, and the bot last (proc(5), oom_score_adj). */
const OOM_SCORE = 500;

export type WorkerExit = {
  code: number | null;
  signal: string | null;
  /** Whether the kernel killed for lack of memory meanwhile; undefined where it does not tell. */
  oomKilled?: boolean | undefined;
};

export type WorkerProcess = { child: ChildProcess; exited: Promise<WorkerExit> };

export const pidFile = (folder: RunFolder) => join(folder.dir, 'worker.pid');

/**
 * Forks the training worker on a run folder. Its output goes to `log.txt`; its process id to `worker.pid`, so that one
 * left behind is found at the next start.
 */
export function startWorker(
  worker: string,
  folder: RunFolder,
  env: Record<string, string> = {},
): WorkerProcess {
  const killsBefore = readOomKills();
  const log = openSync(folder.log, 'a', 0o600);
  try {
    const child = fork(worker, [folder.dir], {
      stdio: ['ignore', log, log, 'ipc'],
      env: { ...workerEnvironment(), ...env },
      execArgv: [],
    });
    const exited = new Promise<WorkerExit>((resolve) => {
      child.once('error', () => resolve({ code: null, signal: null }));
      child.once('exit', (code, signal) => {
        rmSync(pidFile(folder), { force: true });
        const kills = signal === 'SIGKILL' ? readOomKills() : undefined;
        const known = kills !== undefined && killsBefore !== undefined;
        resolve({ code, signal, ...(known ? { oomKilled: kills > killsBefore } : {}) });
      });
    });
    if (child.pid !== undefined) {
      try {
        writeFileSync(pidFile(folder), String(child.pid), { mode: 0o600 });
        setPriority(child.pid, NICE);
      } catch (error) {
        // Nobody would know of it, after a restart least of all.
        child.kill('SIGKILL');
        throw error;
      }
      preferForOom(child.pid);
    }
    return { child, exited };
  } finally {
    closeSync(log);
  }
}

function preferForOom(pid: number): void {
  try {
    writeFileSync(`/proc/${pid}/oom_score_adj`, String(OOM_SCORE));
  } catch {
    // Not Linux, or gone already: the kernel chooses by size then.
  }
}
