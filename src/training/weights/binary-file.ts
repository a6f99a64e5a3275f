import { type FileHandle, open, stat } from 'node:fs/promises';
import { UserError } from '../../user-error.js';
import { brokenFile } from './broken-file.js';

/** One read call is asked for at most this many bytes: Node takes less than 2 GiB. */
const CHUNK = 2 ** 28;

/** A file of known size that is read by position, never as a whole. */
export class BinaryFile {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  readonly #handle: FileHandle;

  private constructor(path: string, size: number, handle: FileHandle) {
    this.path = path;
    this.size = size;
    this.#handle = handle;
  }

  /**
   * @throws UserError `checkpoint.weights` where there is no such file, `checkpoint.file` where it cannot be read
   */
  static async open(path: string): Promise<BinaryFile> {
    try {
      // Looked at first, since opening a pipe would wait for somebody to write.
      const { size } = await stat(path).then((found) => {
        if (!found.isFile()) throw new Error('it is no file');
        return found;
      });
      return new BinaryFile(path, size, await open(path, 'r'));
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT')
        throw new UserError('checkpoint.weights', `There is no file ${path}. Put it there.`, { cause });
      throw new UserError(
        'checkpoint.file',
        `${path} cannot be opened: ${(cause as Error).message}. Look at its permissions and at what it is.`,
        { cause },
      );
    }
  }

  /**
   * The bytes from `position` on.
   * @param what named in the error
   * @throws UserError `checkpoint.file` saying how many bytes the file lacks
   */
  async read(position: number, length: number, what: string): Promise<Buffer> {
    this.expect(position, length, what);
    const bytes = Buffer.alloc(length);
    await this.readInto(bytes, position, what);
    return bytes;
  }

  /** Fills `target` with the bytes from `position` on. @throws UserError `checkpoint.file` as `read` does */
  async readInto(target: Uint8Array, position: number, what: string): Promise<void> {
    this.expect(position, target.length, what);
    for (let done = 0; done < target.length;) {
      const wanted = Math.min(CHUNK, target.length - done);
      const { bytesRead } = await this.#handle
        .read(target, done, wanted, position + done)
        .catch((cause: Error) => {
          throw brokenFile(this.path, `cannot be read: ${cause.message}`);
        });
      if (bytesRead === 0) throw brokenFile(this.path, `became shorter while ${what} was read`);
      done += bytesRead;
    }
  }

  /**
   * Says whether the file is long enough, before memory is taken.
   * @throws UserError `checkpoint.file` saying how many bytes the file lacks
   */
  expect(position: number, length: number, what: string): void {
    const missing = position + length - this.size;
    if (Number.isNaN(missing) || position < 0 || length < 0)
      throw brokenFile(this.path, `is not consistent: it does not say where ${what} lies`);
    if (missing > 0)
      throw brokenFile(
        this.path,
        `is cut short: ${what} should end at byte ${position + length}, and ${missing} of these bytes are missing`,
      );
  }

  close(): Promise<void> {
    return this.#handle.close();
  }
}
