import { readCsv } from './read-csv.js';
import { readXlsx } from './read-xlsx.js';
import { refuseFile } from './refuse-file.js';
import { LIMITS, type Table } from './table.js';

const OLE2 = [0xd0, 0xcf, 0x11, 0xe0];

/**
 * A table from the bytes of a file: what it is, its content says, whatever its name ends in.
 * @throws UserError `import.file` for what cannot be read as a table
 */
export async function readTable(bytes: Uint8Array, tab?: string): Promise<Table> {
  if (bytes.length > LIMITS.bytes) refuseFile('bytes', { limit: LIMITS.bytes / 2 ** 20 });
  if (bytes.length === 0) refuseFile('empty');
  if (OLE2.every((byte, at) => bytes[at] === byte)) refuseFile('xls');
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  return isZip ? readXlsx(bytes, tab) : readCsv(bytes);
}
