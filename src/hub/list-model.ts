import { listFiles, modelInfo } from '@huggingface/hub';
import { z } from 'zod';
import { askHub } from './ask-hub.js';
import type { HubConnection } from './hub-connection.js';
import { HubFailure } from './hub-failure.js';
import type { HubSource } from './hub-id.js';
import { tryAgain } from './try-again.js';

/** A file at a commit. `etag` is its hash and the name of its blob: SHA-256 of LFS files, git's SHA-1 of the others. */
export type HubFile = { path: string; size: number; etag: string; hash: 'sha256' | 'git-sha1' };

const MOST_BYTES = 32 * 2 ** 20;
const MOST_ENTRIES = 10_000;

const size = z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER);
const sha1 = z.string().regex(/^[0-9a-f]{40}$/);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const infoSchema = z.object({ sha: sha1 });
const fileSchema = z.object({
  path: z.string().min(1),
  size,
  oid: sha1,
  lfs: z.object({ oid: sha256, size }).optional(),
});

/**
 * The commit that a revision is at, and the files in its top folder.
 * @throws HubFailure; the signal's reason
 */
export async function listModel(
  { id, revision }: HubSource,
  hub: HubConnection,
  { tries }: { tries: number },
): Promise<{ commit: string; files: HubFile[] }> {
  const place = { hubUrl: hub.endpoint, fetch: wholeAnswers(hub, tries) };
  try {
    const info = await modelInfo({ name: id, revision, additionalFields: ['sha'], ...place });
    const { sha: commit } = infoSchema.parse(info);
    const files: HubFile[] = [];
    let entries = 0;
    for await (const entry of listFiles({ repo: { type: 'model', name: id }, revision: commit, ...place })) {
      if (++entries > MOST_ENTRIES) throw new Error(`more than ${MOST_ENTRIES} files`);
      if (entry.type !== 'file') continue;
      const { path, oid, lfs, ...file } = fileSchema.parse(entry);
      files.push(
        lfs
          ? { path, size: lfs.size, etag: lfs.oid, hash: 'sha256' }
          : { path, size: file.size, etag: oid, hash: 'git-sha1' },
      );
    }
    return { commit, files };
  } catch (error) {
    hub.signal.throwIfAborted();
    if (error instanceof HubFailure) throw error;
    throw new HubFailure('odd', `${hub.host} described ${id} in a way that cannot be read`, { cause: error });
  }
}

/**
 * A `fetch` for the library's calls: with our redirects, token, retries and stall limit, which it has not (and it takes
 * only tokens that begin with `hf_`, which a team's own hub need not give).
 */
function wholeAnswers(hub: HubConnection, tries: number): typeof fetch {
  return (input) => {
    const address = input instanceof Request ? input.url : String(input);
    const read = () =>
      askHub(hub, address, { accept: 'application/json' }, async (answer, bytes) => {
        const pieces: Uint8Array[] = [];
        let length = 0;
        for await (const piece of bytes) {
          pieces.push(piece);
          if ((length += piece.length) > MOST_BYTES) throw new HubFailure('odd', 'the answer has no end');
        }
        const link = answer.headers.get('link');
        return new Response(Buffer.concat(pieces), { headers: link === null ? {} : { link } });
      });
    return tryAgain(read, { ...hub, tries });
  };
}
