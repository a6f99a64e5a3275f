import { createHash, randomUUID } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isSameProcessAlive, startOf } from './process-alive.js';

/** ms without a new byte after which a living owner is no longer waited for. */
const WAITED_FOR = 120_000;
/** ms after which what another host left behind is taken to be left for good. */
const FORGOTTEN = 24 * 3600_000;
const FREE = 'free';
const host = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
/** Partial files that this process is filling. */
const mine = new Set<string>();

type Partial = { path: string; size: number; age: number; owner: string; pid: number; start: string };

/** The partial file to fill, or that which another process is filling. */
export type Claim = { own: string } | { busy: string };

/**
 * Partial files are named `<etag>.<host>.<process>.<its start>.<random>.incomplete`: each has one owner, who alone
 * writes to it, so that no interleaving of processes can mix two downloads, with no lock that could be left behind or
 * stolen. What a dead owner left is taken over by renaming it, which succeeds for one. (huggingface_hub gives its
 * partial files names of their own, too, and neither touches the other's.) The look and the claim are synchronous, one
 * step to everything else in this process; two processes in the same millisecond both download, which costs traffic.
 */
export function claimPartial(blobs: string, etag: string): Claim {
  const all = listPartials(blobs, etag);
  const busy = all.find((partial) => isLive(partial) && partial.age < WAITED_FOR);
  if (busy) return { busy: busy.path };
  const own = nameOf(blobs, etag, `${host}.${process.pid}.${startOf(process.pid)}`);
  const adopted = all.filter(isOrphan).find(({ path }) => takeOver(path, own));
  if (!adopted) closeSync(openSync(own, 'wx'));
  mine.add(own);
  return { own };
}

/** Gives a partial file up, so that whoever wants the blob next, in any process, goes on with it. */
export function releasePartial(own: string, blobs: string, etag: string): void {
  mine.delete(own);
  try {
    renameSync(own, nameOf(blobs, etag, `${FREE}.0.0`));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

/** The blob is complete: nobody needs what else was left of it. */
export function dropPartials(own: string, blobs: string, etag: string): void {
  mine.delete(own);
  rmSync(own, { force: true });
  for (const partial of listPartials(blobs, etag)) {
    if (isOrphan(partial) || partial.age > FORGOTTEN) rmSync(partial.path, { force: true });
  }
}

/** Bytes of a blob that need not be fetched again. */
export const bytesKept = (blobs: string, etag: string): number =>
  listPartials(blobs, etag).filter(isOrphan)[0]?.size ?? 0;

const nameOf = (blobs: string, etag: string, owner: string): string =>
  join(blobs, `${etag}.${owner}.${randomUUID().slice(0, 8)}.incomplete`);

/** Longest first. */
function listPartials(blobs: string, etag: string): Partial[] {
  const found: Partial[] = [];
  for (const name of readdirSync(blobs)) {
    const parts = name.split('.');
    const [of, owner = '', pid, start = '', , end] = parts;
    if (parts.length !== 6 || of !== etag || end !== 'incomplete') continue;
    const path = join(blobs, name);
    // Between the look and this line its owner may have finished.
    const file = statSync(path, { throwIfNoEntry: false });
    if (file)
      found.push({ path, size: file.size, age: Date.now() - file.mtimeMs, owner, pid: Number(pid), start });
  }
  return found.sort((a, b) => b.size - a.size);
}

/** Of another host nothing is known but when it last wrote. */
function isLive({ path, owner, pid, start }: Partial): boolean {
  if (owner === FREE) return false;
  if (owner !== host) return true;
  // In a container a process often has the id (and with it the name) of the one before it.
  return pid === process.pid ? mine.has(path) : isSameProcessAlive(pid, start);
}

const isOrphan = (partial: Partial): boolean =>
  partial.owner === FREE || (partial.owner === host && !isLive(partial));

function takeOver(path: string, own: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    renameSync(path, own);
    return true;
  } catch {
    return false;
  }
}
