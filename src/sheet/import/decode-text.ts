import { refuseFile } from './refuse-file.js';

/**
 * A text file's content: UTF-8 or UTF-16 by its byte order mark, UTF-8 where it is valid, else what Korean Excel saves
 * (code page 949, which the WHATWG's `euc-kr` is).
 * @throws UserError `import.file` for what is no text
 */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return decode('utf-16le', bytes);
  if (first === 0xfe && second === 0xff) return decode('utf-16be', bytes);
  if (bytes.subarray(0, 4096).includes(0)) return refuseFile('binary');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return decode('euc-kr', bytes);
  }
}

function decode(encoding: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return refuseFile('binary');
  }
}
