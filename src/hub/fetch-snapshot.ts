import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../user-error.js';
import { checkRoom, inBytes } from './disk-room.js';
import { fetchFile } from './fetch-file.js';
import type { HubConnection } from './hub-connection.js';
import type { HubFile } from './list-model.js';
import type { ModelCache } from './model-cache.js';
import { bytesKept } from './partial-file.js';
import { isIndex, isReadableIndex, pickFiles, readShards } from './pick-files.js';

/** Bytes of the file that is coming, and of all files that have to come; what earlier tries left counts as received. */
export type FetchProgress = {
  file: string;
  received: number;
  size: number;
  receivedInAll: number;
  sizeInAll: number;
};

type Place = {
  cache: ModelCache;
  hub: HubConnection;
  onProgress: (progress: FetchProgress) => void;
};

/**
 * Completes the snapshot of a commit; the weights come last.
 * @returns how many files came over the network (or were waited for)
 * @throws UserError `hub.no-config` | `hub.no-weights` | `hub.no-shard` | `hub.disk-short` | `hub.checksum`; HubFailure;
 * the signal's reason; an error of the disk
 */
export async function fetchSnapshot(
  id: string,
  { commit, files }: { commit: string; files: HubFile[] },
  { cache, hub, onProgress }: Place,
): Promise<number> {
  const { config, tokenizer, weights } = pickFiles(files, id);
  const at: At = { id, commit, cache, hub };
  let fetched = 0;
  let wanted = [config, ...tokenizer, weights];
  if (isIndex(weights.path)) {
    if (!isReadableIndex(weights)) throw noShards(id, weights, `is too large (${inBytes(weights.size)})`);
    await mkdir(cache.blobs, { recursive: true });
    fetched += (await bring(weights, at, () => undefined)) ? 1 : 0;
    wanted = [config, ...tokenizer, ...(await findShards(weights, files, at))];
  }
  const missing: HubFile[] = [];
  for (const file of wanted) if (!(await cache.hasFile(commit, file))) missing.push(file);
  if (missing.length > 0) {
    await mkdir(cache.blobs, { recursive: true });
    fetched += await bringAll(missing, at, onProgress);
  }
  return fetched;
}

type At = { id: string; commit: string; cache: ModelCache; hub: HubConnection };

async function bringAll(missing: HubFile[], at: At, onProgress: Place['onProgress']): Promise<number> {
  const { id, cache, hub } = at;
  const coming: HubFile[] = [];
  for (const file of missing) if (!(await cache.hasBlob(file))) coming.push(file);
  const sizeInAll = coming.reduce((sum, file) => sum + file.size, 0);
  const kept = coming.reduce((sum, { etag, size }) => sum + Math.min(size, bytesKept(cache.blobs, etag)), 0);
  if (coming.length > 0) {
    hub.log(`${id}: ${coming.length} files, ${inBytes(sizeInAll)}, of which ${inBytes(kept)} are here`);
    await checkRoom(cache.root, sizeInAll - kept, id);
  }
  let before = 0;
  let fetched = 0;
  for (const file of missing) {
    const { path, size } = file;
    const came = await bring(file, at, (received) =>
      onProgress({ file: path, received, size, receivedInAll: before + received, sizeInAll }),
    );
    if (!came) continue;
    before += size;
    fetched++;
  }
  return fetched;
}

/** Whether the file had to come. */
async function bring(
  file: HubFile,
  { id, commit, cache, hub }: At,
  onBytes: (received: number) => void,
): Promise<boolean> {
  if (await cache.hasFile(commit, file)) return false;
  const fresh = !(await cache.hasBlob(file));
  if (fresh) {
    const address = `${hub.endpoint}/${id}/resolve/${commit}/${encodeURIComponent(file.path)}`;
    const isThere = async () => (await cache.hasBlob(file)) || (await cache.hasFile(commit, file));
    await fetchFile(file, address, { id, cache, hub, isThere, onBytes });
  }
  // Where links cannot be made, another process may have put the blob itself there.
  if (!(await cache.hasFile(commit, file))) await cache.place(commit, file, { fresh });
  return fresh;
}

/** @throws UserError `hub.no-shard` */
async function findShards(index: HubFile, files: HubFile[], { id, commit, cache }: At): Promise<HubFile[]> {
  const names = readShards(await readFile(join(cache.snapshot(commit), index.path), 'utf8'));
  if (!names) throw noShards(id, index, 'names no files of weights beside it');
  return names.map((name) => {
    const shard = files.find((file) => file.path === name);
    if (!shard) throw noShards(id, index, `names ${name}, which is not there`);
    return shard;
  });
}

const noShards = (id: string, { path }: HubFile, what: string): UserError =>
  new UserError(
    'hub.no-shard',
    `The weights of ${id} cannot be fetched: ${path} ${what}. Take another revision, or tell the model's owner.`,
  );
