import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * How many processes the kernel has killed for lack of memory: in this process's control group (which its children
 * share, and which counts kills for its own limit and for the whole machine's), or on the whole machine where the group
 * does not say. See the kernel's cgroup-v2.rst (`memory.events`), cgroup-v1/memory.rst (`memory.oom_control`) and
 * /proc/vmstat.
 * @param root where the system's files are
 * @returns undefined where no counter can be read, as on other systems than Linux
 */
export function readOomKills(root = '/'): number | undefined {
  for (const file of [...groupFiles(root), join(root, 'proc/vmstat')]) {
    const count = /^oom_kill (\d+)$/m.exec(read(file))?.[1];
    if (count !== undefined) return Number(count);
  }
  return undefined;
}

/** Lines are `0::/path` for version 2, and `4:memory:/path` for version 1. */
function groupFiles(root: string): string[] {
  const lines = read(join(root, 'proc/self/cgroup')).split('\n');
  return lines.flatMap((line) => {
    const [, number, controllers = '', path = ''] = /^(\d+):([^:]*):(.*)$/.exec(line) ?? [];
    if (controllers.split(',').includes('memory'))
      return [join(root, 'sys/fs/cgroup/memory', path, 'memory.oom_control')];
    return number === '0' ? [join(root, 'sys/fs/cgroup', path, 'memory.events')] : [];
  });
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
