import { statfs } from 'node:fs/promises';
import { say } from '../texts/texts.js';
import { UserError } from '../user-error.js';

/**
 * Stops before a transfer that cannot end well.
 * @param needed bytes
 * @throws UserError `hub.disk-short` naming what is needed and what is free
 */
export async function checkRoom(folder: string, needed: number, model: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (needed <= free) return;
  throw new UserError(
    'hub.disk-short',
    say('hubErrors.disk_short', { model, folder, needed: inBytes(needed), free: inBytes(free) }),
    { context: { needed, free } },
  );
}

/** For people: `443 MB`, in powers of ten as hubs and shops count. */
export function inBytes(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'];
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** step;
  return `${step === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[step] ?? ''}`;
}
