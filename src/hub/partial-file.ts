import { randomUUID } from 'node:crypto';
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
import { join } from 'node:path';
import { isSameProcessAlive, processSpace, startOf } from './process-alive.js';

/**
 * ms without a new byte after which a partial file is taken over from whoever it is: longer than a download may be
 * silent (`stallTimeout`). Its owner, if it lives, is between two tries then and has not opened the file.
 */
const SILENCE = 45_000;
const FREE = 'free';
/** Partial files that this process is filling. */
const mine = new Set<string>();

type Partial = { path: string; size: number; age: number; owner: string; pid: number; start: string };

/** The partial file to fill, or that which another process is filling. */
export type Claim = { own: string } | { busy: string };

/**
 * Partial files are named `<etag>.<space>.<process>.<its start>.<random>.incomplete`: each has one owner, who alone
 * writes to it, so that no interleaving of processes can mix two downloads, with no lock that could be left behind or
 * stolen. What was left by an owner that is dead, or silent for long, is taken over by renaming it, which succeeds for
 * one; a living owner then finds its file gone and claims anew. (huggingface_hub gives its partial files names of their
 * own, too, and neither touches the other's.) The look and the claim are synchronous, one step to everything else in
 * this process; two processes in the same millisecond both download, which costs traffic alone.
 */
export function claimPartial(blobs: string, etag: string): Claim {
  const all = listPartials(blobs, etag);
  const busy = all.find(isLive);
  if (busy) return { busy: busy.path };
  const own = nameOf(blobs, etag, `${processSpace}.${process.pid}.${startOf(process.pid)}`);
  if (!all.some(({ path }) => takeOver(path, own))) closeSync(openSync(own, 'wx'));
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
    if (!isLive(partial)) rmSync(partial.path, { force: true });
  }
}

/** Bytes of a blob that need not be fetched again. */
export const bytesKept = (blobs: string, etag: string): number =>
  listPartials(blobs, etag).find((partial) => !isLive(partial))?.size ?? 0;

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
function isLive({ path, age, owner, pid, start }: Partial): boolean {
  if (owner === FREE || age > SILENCE) return false;
  if (owner !== processSpace) return true;
  // In a container a process often has the id (and with it the name) of the one before it.
  return pid === process.pid ? mine.has(path) : isSameProcessAlive(pid, start);
}

function takeOver(path: string, own: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    renameSync(path, own);
    return true;
  } catch {
    return false;
  }
}
