import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

export type CodeVersion = { commit: string; dirty: boolean };

/** The git commit of the checkout and whether files differ from it; "unknown" outside of git. */
export async function codeVersion(folder: string): Promise<CodeVersion> {
  try {
    const { stdout: commit } = await run('git', ['rev-parse', '--short=12', 'HEAD'], { cwd: folder });
    const { stdout: changes } = await run('git', ['status', '--porcelain'], { cwd: folder });
    return { commit: commit.trim(), dirty: changes.trim() !== '' };
  } catch {
    return { commit: 'unknown', dirty: false };
  }
}
