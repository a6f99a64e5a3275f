import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, open, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { getRepoFolderName } from '@huggingface/hub';
import { cacheRoot } from './cache-root.js';
import { isCommit } from './hub-id.js';
import type { HubFile } from './list-model.js';

/**
 * One model's part of the cache that Python's huggingface_hub uses, too:
 * `models--owner--name/{refs/<revision>, blobs/<etag>, snapshots/<commit>/<file> -> ../../blobs/<etag>}` and
 * `.no_exist/<commit>/<file>` for what a commit is known not to have
 * (https://huggingface.co/docs/huggingface_hub/guides/manage-cache).
 */
export class ModelCache {
  /** Of all models. */
  readonly root: string;
  readonly blobs: string;
  readonly #folder: string;
  readonly #symlink: typeof symlink;

  /** `makeLink` stands in for fs.symlink, to see what happens where links cannot be made. */
  constructor(
    root: string | undefined,
    id: string,
    { makeLink = symlink }: { makeLink?: typeof symlink } = {},
  ) {
    this.root = cacheRoot(root);
    this.#folder = join(this.root, getRepoFolderName({ name: id, type: 'model' }));
    this.blobs = join(this.#folder, 'blobs');
    this.#symlink = makeLink;
  }

  blob = ({ etag }: HubFile): string => join(this.blobs, etag);
  snapshot = (commit: string): string => join(this.#folder, 'snapshots', commit);
  #ref = (revision: string): string => join(this.#folder, 'refs', ...revision.split('/'));
  #absent = (commit: string, name: string): string => join(this.#folder, '.no_exist', commit, name);

  /** The commit that a revision was at when it was last fetched. */
  async readRef(revision: string): Promise<string | undefined> {
    if (isCommit(revision)) return revision;
    const text = await readFile(this.#ref(revision), 'utf8').catch(() => '');
    return isCommit(text.trim()) ? text.trim() : undefined;
  }

  /**
   * Notes what a listing told: where the revision is, and which of the wanted files its commit has not. A cache that
   * may only be read needs no notes to be used.
   */
  async note(revision: string, commit: string, absent: string[]): Promise<void> {
    try {
      for (const name of absent) {
        if (!(await this.isKnown(commit, name))) await writeWhole(this.#absent(commit, name), '');
      }
      // A commit is its own reference.
      if ((await this.readRef(revision)) !== commit) await writeWhole(this.#ref(revision), commit);
    } catch (error) {
      if (!['EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  }

  /** Whether the snapshot has the file, or the listing of that commit had not. */
  async isKnown(commit: string, name: string): Promise<boolean> {
    if ((await sizeOf(join(this.snapshot(commit), name))) !== undefined) return true;
    return (await sizeOf(this.#absent(commit, name))) !== undefined;
  }

  /** Whether the file is in the snapshot; sizes are compared, not hashes: blobs were verified when they came. */
  async hasFile(commit: string, file: HubFile): Promise<boolean> {
    return (await sizeOf(join(this.snapshot(commit), file.path))) === file.size;
  }

  async hasBlob(file: HubFile): Promise<boolean> {
    return (await sizeOf(this.blob(file))) === file.size;
  }

  /**
   * Puts a blob into a snapshot: as a link, and where links cannot be made as the file itself. A blob that was there
   * before stays (another snapshot may link to it).
   */
  async place(commit: string, file: HubFile, { fresh }: { fresh: boolean }): Promise<void> {
    const path = join(this.snapshot(commit), file.path);
    const temporary = `${path}.${randomUUID()}.tmp`;
    await mkdir(dirname(path), { recursive: true });
    try {
      await this.#symlink(relative(dirname(path), this.blob(file)), temporary).catch(() =>
        fresh ? rename(this.blob(file), temporary) : copyFile(this.blob(file), temporary),
      );
      await rename(temporary, path);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }
}

/** Bytes; of what a link leads to. Undefined where there is no such file. */
export async function sizeOf(path: string): Promise<number | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() ? found.size : undefined;
}

/** As a reader sees it, a file is there whole or not at all. */
async function writeWhole(file: string, content: string): Promise<void> {
  const temporary = `${file}.${randomUUID()}.tmp`;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(temporary, content);
  await rename(temporary, file);
}

/** Makes renames in a folder survive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows opens no folders.
  const handle = await open(folder, 'r').catch(() => undefined);
  try {
    await handle?.sync().catch(() => undefined);
  } finally {
    await handle?.close();
  }
}
