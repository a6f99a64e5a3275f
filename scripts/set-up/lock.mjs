import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { say } from './progress.mjs';

const BEAT_MS = 5000;
const STALE_MS = 60_000;
const POLL_MS = 500;

/** Whether the process still runs; another user's process (EPERM) does. */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/**
 * Who holds the lock, or undefined when nobody alive does: the holder touches the file every few seconds, since
 * a process id alone says nothing on a cache that several hosts or containers share.
 */
function holderOf(file) {
  try {
    const age = Date.now() - statSync(file).mtimeMs;
    const text = readFileSync(file, 'utf8');
    // Between its creation and its first write the file is empty.
    if (!text.endsWith('}')) return age < BEAT_MS ? { pid: 'unknown', host: 'unknown' } : undefined;
    const { pid, host } = JSON.parse(text);
    return age < STALE_MS && (host !== hostname() || isAlive(pid)) ? { pid, host } : undefined;
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** @returns {boolean} whether the lock is ours; false where somebody else has it @throws where none can be written */
function take(file) {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify({ pid: process.pid, host: hostname() }), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST' && error.path === file) return false;
    // A full disk lets the file be made, and not be written.
    if (error.code === 'ENOSPC' || error.code === 'EDQUOT') rmSync(file, { force: true });
    throw error;
  }
}

/**
 * Lets one set-up at a time do the work; a second waits and says for whom. The lock spares work and is no more:
 * what is built arrives by an atomic rename, so two builders would not break each other, and a folder that cannot be
 * written (a cache that is only read, a full disk) keeps nobody from working.
 * @template T
 * @param {string} folder where the lock file lives
 * @param {string} name
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(folder, name, work) {
  const file = join(folder, `${name}.lock`);
  let waited = false;
  for (;;) {
    try {
      if (take(file)) break;
    } catch (error) {
      if (typeof error.syscall !== 'string') throw error;
      return work();
    }
    const holder = holderOf(file);
    if (!holder) {
      rmSync(file, { force: true });
      continue;
    }
    if (!waited) say(`Waiting for another set-up (process ${holder.pid} on ${holder.host}) ...`);
    waited = true;
    await sleep(POLL_MS);
  }
  const beat = setInterval(() => {
    const now = new Date();
    try {
      utimesSync(file, now, now);
    } catch {
      // Somebody removed the lock; the work goes on, see above.
    }
  }, BEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    rmSync(file, { force: true });
  }
}
