import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const atExit: (() => void)[] = [];
process.once('exit', () => {
  for (const clean of atExit) clean();
});

/**
 * A folder of its own. It goes when the test file's process ends, after every hook: what a test started may write to it
 * until it is stopped. `before` is called just before.
 */
export function temporaryFolder({
  before = () => undefined,
}: { before?: (folder: string) => void } = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'labmate-test-'));
  atExit.push(() => {
    before(folder);
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}
