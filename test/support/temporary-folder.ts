import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A folder of its own. It goes when the test file's process ends, after every hook: what a test started may write to it
 * until it is stopped. `before` is called just before.
 */
export function temporaryFolder({
  before = () => undefined,
}: { before?: (folder: string) => void } = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'labmate-test-'));
  leftovers.push({ folder, before });
  if (leftovers.length === 1) process.once('exit', removeAll);
  return folder;
}

const leftovers: { folder: string; before: (folder: string) => void }[] = [];

function removeAll(): void {
  for (const { folder, before } of leftovers) {
    before(folder);
    rmSync(folder, { recursive: true, force: true });
  }
}
