import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The compiled terminal program. */
export const cli = fileURLToPath(new URL('../../src/cli.js', import.meta.url));

/** `npm run lab -- …` without the set-up before it: the terminal's verbs in a process of their own. */
export function runLab(
  words: string[],
  env: Record<string, string>,
): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [cli, ...words],
      { env: { ...process.env, ...env } },
      (error, stdout, stderr) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, stdout, stderr }),
    );
  });
}
