import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { withProgress } from '../progress.mjs';
import { bindingPackage, inProject } from '../project.mjs';
import { lastLine, runProgram } from '../run-program.mjs';
import { SetUpError } from '../set-up-error.mjs';

/** Both downloads together are some 150 MB without a GPU, 400 MB with one. */
const TIMEOUT_MS = 5 * 60_000;

/**
 * Fetches the binaries that tfjs-node's authors publish (TensorFlow 2.9 of 2022) with the package's own script.
 * @param {{ driver: boolean }} machine
 */
export async function installStockBinaries(machine) {
  // The script rewrites the package's package.json while it works; a killed one would leave it changed.
  const settings = join(bindingPackage, 'package.json');
  const kept = `${settings}.labmate`;
  if (existsSync(kept)) renameSync(kept, settings);
  copyFileSync(settings, kept);
  const env = {
    ...process.env,
    PATH: `${inProject('node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}`,
  };
  try {
    const { code, output, timedOut } = await withProgress("Fetching tfjs-node's own binaries", () =>
      runProgram(
        process.execPath,
        ['scripts/install.js', machine.driver && process.platform === 'linux' ? 'gpu' : 'cpu', 'download'],
        { cwd: bindingPackage, env, timeoutMs: TIMEOUT_MS },
      ),
    );
    if (code === 0) return;
    rmSync(join(bindingPackage, 'deps'), { recursive: true, force: true });
    const why = timedOut ? `no end after ${TIMEOUT_MS / 60_000} minutes` : errorIn(output);
    throw new SetUpError(`tfjs-node's own binaries could not be fetched (${why})`);
  } finally {
    renameSync(kept, settings);
  }
}

/** Node prints an error's message in the middle of what it says about a crash. */
const errorIn = (output) => output.match(/^\s*(?:\w*Error|\[Error): (.+)$/m)?.[1] ?? lastLine(output);
