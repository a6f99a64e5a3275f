import type { UserError } from '../../user-error.js';
import type { BinaryFile } from './binary-file.js';
import { brokenFile } from './broken-file.js';

const LOOKS_LIKE: readonly [what: (head: Buffer) => boolean, is: string, cure: string][] = [
  [(head) => head.length === 0, 'is empty', 'Download it again.'],
  [
    (head) => startsWith(head, 'version https://git-lfs'),
    'is only a pointer of git-lfs, not the weights themselves',
    'Run `git lfs pull` in the folder that was cloned, or download the file from the hub.',
  ],
  [
    (head) => startsWith(head.subarray(head.findIndex((byte) => byte > 0x20)), '<'),
    'is a web page, not weights: the address that it was saved from asked for a login or did not have the file',
    'Download it again and look at the address.',
  ],
  [
    (head) => head.subarray(257, 262).toString('latin1') === 'ustar',
    'is a tar archive, as PyTorch before 0.2 wrote them (or a packed folder)',
    'Unpack it, or load it with an old PyTorch and save it as safetensors.',
  ],
  [
    (head) => head[0] === 0x1f && head[1] === 0x8b,
    'is packed with gzip',
    'Unpack it and put the file that is inside in its place.',
  ],
];

/** What a file is instead of weights, where that can be told from its first bytes. */
export async function foreignFile(file: BinaryFile, expected: string): Promise<UserError> {
  const head = await file.read(0, Math.min(file.size, 512), 'its beginning');
  const [, is, cure] = LOOKS_LIKE.find(([looks]) => looks(head)) ?? [];
  return brokenFile(file.path, is ?? `is no ${expected}, or is damaged`, cure);
}

const startsWith = (bytes: Buffer, text: string): boolean =>
  bytes.subarray(0, text.length).toString('latin1') === text;
