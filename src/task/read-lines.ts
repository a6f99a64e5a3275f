import { createReadStream } from 'node:fs';
import { say } from '../texts/texts.js';
import { UserError } from '../user-error.js';

/**
 * The lines of a text file in UTF-8, without a byte-order mark and blank lines at the end. It is decoded piece by piece:
 * decoding the whole of 50,000 lines at once would hold up the bot for a tenth of a second.
 * @throws UserError `data.file` where it cannot be read
 */
export async function readLines(file: string): Promise<string[]> {
  const lines: string[] = [];
  let open = '';
  try {
    for await (const piece of createReadStream(file, 'utf8') as AsyncIterable<string>) {
      const [first = '', ...others] = piece.split('\n');
      open += first;
      for (const next of others) {
        lines.push(open);
        open = next;
      }
    }
  } catch (cause) {
    const why = (cause as NodeJS.ErrnoException).code === 'ENOENT' ? say('fileErrors.absent') : String(cause);
    throw new UserError('data.file', say('fileErrors.unreadable', { file, why }), { cause });
  }
  lines.push(open);
  while (lines.at(-1)?.trim() === '') lines.pop();
  return lines.map((line, at) => {
    const text = line.endsWith('\r') ? line.slice(0, -1) : line;
    return at === 0 ? text.replace(/^\uFEFF/, '') : text;
  });
}
