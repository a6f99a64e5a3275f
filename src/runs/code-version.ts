import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const run = promisify(execFile);

export type CodeVersion = { commit: string; dirty: boolean };

const packageSchema = z.object({ version: z.string(), dependencies: z.record(z.string(), z.string()) });

/** Labmate's, Node's and the packages' versions; package.json pins them exactly. */
export async function packageVersions(folder: string): Promise<Record<string, string>> {
  const { version, dependencies } = packageSchema.parse(
    JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')),
  );
  return { labmate: version, node: process.versions.node, ...dependencies };
}

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
