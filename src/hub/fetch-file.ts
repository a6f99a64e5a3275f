import { mkdir, rename, rm, truncate } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { UserError } from '../user-error.js';
import { isSound } from './check-blob.js';
import { type Download, downloadRest } from './download-rest.js';
import { type HubConnection, TRIES } from './hub-connection.js';
import type { HubFile } from './list-model.js';
import { type ModelCache, sizeOf, syncFolder } from './model-cache.js';
import { claimPartial, dropPartials, releasePartial } from './partial-file.js';
import { tryAgain } from './try-again.js';

/** ms between two looks at a download of another process. */
const LOOK = 250;
/** What came wrong once may have been the line; what comes wrong twice is wrong at its source. */
const ROUNDS = 2;

/** `id`: the model's; `isThere`: whether there is nothing to do (any more); `onBytes` is called with the bytes that are there. */
type Place = {
  id: string;
  cache: ModelCache;
  hub: HubConnection;
  isThere: () => Promise<boolean>;
  onBytes: (received: number) => void;
};

/**
 * Brings a file's blob into the cache: waits where another process is at it, goes on where one stopped, verifies, and
 * puts it in place whole.
 * @param address where the file's bytes are
 * @throws UserError `hub.checksum`; HubFailure; the signal's reason; an error of the disk
 */
export async function fetchFile(file: HubFile, address: string, place: Place): Promise<void> {
  const { cache, hub, isThere, onBytes } = place;
  while (!(await isThere())) {
    hub.signal.throwIfAborted();
    await mkdir(cache.blobs, { recursive: true });
    const claim = claimPartial(cache.blobs, file.etag);
    if ('own' in claim) {
      if (await fill(claim.own, file, address, place)) return;
    } else {
      onBytes((await sizeOf(claim.busy)) ?? 0);
      await pause(LOOK, undefined, { signal: hub.signal });
    }
  }
}

/** Whether it could be done; not, where somebody took the partial file away (see claimPartial), or cleaned the cache. */
async function fill(
  own: string,
  file: HubFile,
  address: string,
  { id, cache, hub, isThere, onBytes }: Place,
): Promise<boolean> {
  try {
    // Its last owner may have finished between the look and the claim.
    if (!(await isThere())) {
      await downloadSound(own, file, address, { id, hub, onBytes });
      await rename(own, cache.blob(file));
      await syncFolder(cache.blobs);
    }
    dropPartials(own, cache.blobs, file.etag);
    return true;
  } catch (error) {
    const isGone = (error as NodeJS.ErrnoException).code === 'ENOENT' && (await sizeOf(own)) === undefined;
    releasePartial(own, cache.blobs, file.etag);
    if (isGone) return false;
    throw error;
  }
}

async function downloadSound(
  own: string,
  file: HubFile,
  address: string,
  { id, hub, onBytes }: Pick<Place, 'id' | 'hub' | 'onBytes'>,
): Promise<void> {
  const name = `${file.path} of ${id}`;
  for (let round = 1; round <= ROUNDS; round++) {
    const download: Download = { address, size: file.size };
    let best = (await sizeOf(own)) ?? 0;
    await tryAgain(() => downloadRest(own, download, hub, onBytes), {
      ...hub,
      tries: TRIES,
      log: (line) => hub.log(`${file.path}: ${line}`),
      progressed: async () => {
        const before = best;
        best = Math.max(best, (await sizeOf(own)) ?? 0);
        return best > before;
      },
    });
    if (await isSound(own, file, hub.signal)) return;
    hub.log(
      `${name} does not have the checksum that the hub lists${round < ROUNDS ? '; fetching it again' : ''}`,
    );
    await truncate(own, 0);
  }
  await rm(own, { force: true });
  throw new UserError(
    'hub.checksum',
    `${name} came twice with another checksum than the hub lists, and was thrown away. Look for a proxy on the way that changes files, or try again later.`,
  );
}
