import { openSync, readFileSync, closeSync, rmSync, writeSync } from 'node:fs';
import { UserError } from '../user-error.js';

/**
 * One process at a time may write the store. The lock is a file that holds the owner's process id and start time; one
 * left behind by a process that is gone is taken over.
 * @returns a function that gives the lock back
 * @throws UserError `store.locked` naming the process that holds it
 */
export function takeProcessLock(file: string): () => void {
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      const descriptor = openSync(file, 'wx', 0o600);
      writeSync(descriptor, `${process.pid} ${startOf(process.pid) ?? ''}`);
      closeSync(descriptor);
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const owner = lockOwner(file);
      if (owner !== undefined) {
        throw new UserError(
          'store.locked',
          `Labmate is already running on this folder (process ${owner}). Stop it first, or set LABMATE_HOME to another folder.`,
        );
      }
      rmSync(file, { force: true });
    }
  }
  throw new UserError('store.locked', `The lock ${file} cannot be taken. Remove it and start again.`);
}

/** The id of the living process that holds the lock; undefined where nobody does. */
export function lockOwner(file: string): number | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
  const [id, start] = text.split(' ');
  const pid = Number(id);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  // Process ids are used again: the start time tells the owner from a later stranger (and from this process).
  return isAlive(pid) && (startOf(pid) ?? '') === (start ?? '') ? pid : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Clock ticks since boot at which a process started (field 22 of proc(5) stat); undefined off Linux. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
