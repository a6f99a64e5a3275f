import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/**
 * Where process ids mean what they mean here: this host, and in it this namespace of ids, since containers may have the
 * name of their host and ids of their own (pid_namespaces(7)). 8 hexadecimal digits.
 */
export const processSpace = createHash('sha256')
  .update(`${hostname()} ${readIdNamespace()}`)
  .digest('hex')
  .slice(0, 8);

function readIdNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}

/** Whether a process of this space, known by its id and start time, still runs. */
export function isSameProcessAlive(pid: number, start: string): boolean {
  // 0 and negative ids mean groups of processes to kill(2).
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return startOf(pid) === start;
}

/** Clock ticks since boot at which a process started (field 22 of proc(5) stat); `0` off Linux. Ids are used again, times are not. */
export function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '0';
  } catch {
    return '0';
  }
}
