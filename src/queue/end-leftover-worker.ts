import { readFileSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunFolder } from '../runs/run-folder.js';
import { pidFile } from './worker-process.js';

/**
 * Ends a worker that outlived the bot: two processes must never write to one run folder. Only a process whose command
 * line names this folder is touched, since process ids are used again.
 */
export async function endLeftoverWorker(folder: RunFolder): Promise<boolean> {
  const pid = readPid(folder);
  if (pid === undefined || !isWorkerOf(pid, folder)) {
    rmSync(pidFile(folder), { force: true });
    return false;
  }
  process.kill(pid, 'SIGKILL');
  while (isWorkerOf(pid, folder)) await sleep(20);
  rmSync(pidFile(folder), { force: true });
  return true;
}

function readPid(folder: RunFolder): number | undefined {
  try {
    const pid = Number(readFileSync(pidFile(folder), 'utf8'));
    return Number.isInteger(pid) && pid > 1 ? pid : undefined;
  } catch {
    return undefined;
  }
}

function isWorkerOf(pid: number, folder: RunFolder): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(folder.dir);
  } catch {
    return false;
  }
}
