import { execFileSync } from 'node:child_process';
import { temporaryFolder } from './temporary-folder.js';

/** Mounts a disk of so many megabytes for this test file; undefined where one may not (it needs root). */
export function smallDisk(megabytes: number): string | undefined {
  let mounted = false;
  const unmount = (folder: string): void => {
    if (mounted) execFileSync('umount', ['--lazy', folder]);
  };
  const folder = temporaryFolder({ before: unmount });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'ignore' });
    mounted = true;
  } catch {
    return undefined;
  }
  return folder;
}
