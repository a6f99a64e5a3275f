import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A file as a hub has it: weights are LFS files, named by their SHA-256, the others git blobs. */
export type StoredFile = { path: string; content: Buffer; oid: string; sha256: string; lfs: boolean };

export type StoredModel = {
  /** Commit by branch or tag. */
  refs: Map<string, string>;
  commits: Map<string, StoredFile[]>;
  /** What anybody, or who has no access, gets instead: `private` as if it was not there, `gated` the list alone. */
  access: 'public' | 'gated' | 'private';
};

export function storeFile(path: string, content: Buffer): StoredFile {
  const lfs = /\.(safetensors|bin|h5)$/.test(path);
  const oid = createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex');
  return { path, content, oid, sha256: createHash('sha256').update(content).digest('hex'), lfs };
}

export const newCommit = (): string => randomBytes(20).toString('hex');

/** The files of a folder, not those of folders in it. */
export const readFolder = (folder: string): Record<string, Buffer> =>
  Object.fromEntries(
    readdirSync(folder)
      .filter((name) => statSync(join(folder, name)).isFile())
      .map((name) => [name, readFileSync(join(folder, name))]),
  );

/** The etag that a hub gives, and under which caches keep it. */
export const etagOf = ({ lfs, oid, sha256 }: StoredFile): string => (lfs ? sha256 : oid);

/** Of /api/models/…/tree. */
export type TreeEntry = {
  type: 'file';
  oid: string;
  size: number;
  path: string;
  lfs?: { oid: string; size: number; pointerSize: number };
};

export const treeEntry = ({ path, content, oid, sha256, lfs }: StoredFile): TreeEntry => ({
  type: 'file',
  oid,
  size: content.length,
  path,
  ...(lfs ? { lfs: { oid: sha256, size: content.length, pointerSize: 130 } } : {}),
});
