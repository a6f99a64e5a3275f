import type { BinaryFile } from './binary-file.js';
import type { ElementType } from './element-type.js';

export type StoredTensor = { readonly shape: readonly number[]; readonly type: ElementType };

/** One file of weights, open, whatever its format. */
export type WeightsFile = {
  /** All tensors of the file by name, those of integers too. */
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  /** Values of a floating tensor as float32. @throws UserError `checkpoint.file` */
  read(name: string): Promise<Float32Array>;
  close(): Promise<void>;
};

/** Opens a file in a format, and closes it again where it turns out to be unreadable. */
export async function withOpenFile<T>(file: BinaryFile, use: (file: BinaryFile) => Promise<T>): Promise<T> {
  try {
    return await use(file);
  } catch (error) {
    await file.close();
    throw error;
  }
}
