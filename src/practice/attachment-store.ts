import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { APIAttachment } from 'discord.js';
import { writeFileAtomically } from './atomic-file.js';
import { discordErrors } from './discord-error.js';
import { isSnowflake } from './snowflake.js';

/** Discord's limits: bytes of one file, and of one request. */
export const FILE_BYTES = 10 * 1024 * 1024;
export const REQUEST_BYTES = 25 * 1024 * 1024;

/** A file as it came in a request: `files[0]`, or the whole of a part. */
export type Upload = { key: string; name: string; type: string; bytes: Uint8Array };

export type SavedFile = { id: string; filename: string; content_type: string; size: number };

/** Kinds by the ending of the name: what a sender claims is not trusted to be shown by a browser. */
const KINDS: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  txt: 'text/plain; charset=utf-8',
  log: 'text/plain; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
  jsonl: 'application/x-ndjson',
  zip: 'application/zip',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

export const contentTypeOf = (name: string): string =>
  KINDS[name.slice(name.lastIndexOf('.') + 1).toLowerCase()] ?? 'application/octet-stream';

/** Uploaded files, one folder an attachment below `dir`; the folder of ephemeral ones is emptied at start. */
export class AttachmentStore {
  readonly #dir: string;

  constructor(dir: string) {
    this.#dir = dir;
  }

  /** @throws DiscordError 40005 for a file of more than 10 MiB */
  async save(channelId: string, id: string, upload: Upload): Promise<SavedFile> {
    if (upload.bytes.length > FILE_BYTES) throw discordErrors.tooLarge();
    const filename = safeName(upload.name);
    await mkdir(join(this.#dir, channelId), { recursive: true, mode: 0o700 });
    await writeFileAtomically(this.#path(channelId, id), upload.bytes);
    return { id, filename, content_type: contentTypeOf(filename), size: upload.bytes.length };
  }

  /** The bytes of a file, or undefined. Its name is no part of the path on disk, so none can lead elsewhere. */
  async read(channelId: string, id: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    if (!isSnowflake(channelId) || !isSnowflake(id)) return undefined;
    try {
      return new Uint8Array(await readFile(this.#path(channelId, id)));
    } catch {
      return undefined;
    }
  }

  async remove(channelId: string, files: { id: string }[]): Promise<void> {
    for (const { id } of files) await rm(this.#path(channelId, id), { force: true });
  }

  /** Removes what no message holds any more: left behind by a crash, or by ephemeral messages of another life. */
  async sweep(held: ReadonlySet<string>): Promise<void> {
    await mkdir(this.#dir, { recursive: true, mode: 0o700 });
    for (const channelId of await readdir(this.#dir))
      for (const name of await readdir(join(this.#dir, channelId)))
        if (!held.has(name)) await rm(join(this.#dir, channelId, name), { force: true });
  }

  #path(channelId: string, id: string): string {
    return join(this.#dir, channelId, id);
  }
}

/** A name that is safe in a link and in a header: Discord, too, replaces what is not a letter, digit, `.`, `-`, `_`. */
function safeName(name: string): string {
  const base = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  const clean = base.replaceAll(/[^\p{L}\p{N}._-]/gu, '_').slice(-200);
  return /^\.*$/.test(clean) ? 'file' : clean;
}

/** The link's description of a saved file. */
export function describeAttachment(
  baseUrl: string,
  channelId: string,
  { id, filename, content_type, size }: SavedFile,
  bytes: Uint8Array,
): APIAttachment {
  const url = `${baseUrl}/attachments/${channelId}/${id}/${encodeURIComponent(filename)}`;
  return { id, filename, size, url, proxy_url: url, content_type, ...pngSize(bytes) };
}

/** Width and height in pixels from a PNG's first chunk (PNG specification, 11.2.2 IHDR). */
function pngSize(bytes: Uint8Array): { width: number; height: number } | Record<string, never> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isPng = bytes.length > 24 && view.getUint32(0) === 0x89504e47 && view.getUint32(12) === 0x49484452;
  return isPng ? { width: view.getUint32(16), height: view.getUint32(20) } : {};
}
