import { createHash } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import { cacheFolder } from './set-up/cache-folder.mjs';
import { compile, isCompiled } from './set-up/compile.mjs';
import { setUpEngine } from './set-up/engine/set-up-engine.mjs';
import { withLock } from './set-up/lock.mjs';
import { checkNodeVersion } from './set-up/node-version.mjs';
import { installPackages, packagesAreInstalled } from './set-up/packages.mjs';
import { root } from './set-up/project.mjs';
import { SetUpError } from './set-up/set-up-error.mjs';

/** Packages and compiled sources belong to the checkout, so each checkout has a lock of its own. */
async function prepareCheckout() {
  if (packagesAreInstalled() && isCompiled()) return;
  const name = `checkout-${createHash('sha256').update(root).digest('hex').slice(0, 12)}`;
  await withLock(cacheFolder(), name, async () => {
    if (!packagesAreInstalled()) await installPackages();
    if (!isCompiled()) await compile();
  });
}

/**
 * Brings a checkout from `git clone` to where it runs: npm packages, compiled sources, the engine. Does only what is
 * missing, and speaks on stderr alone.
 */
export async function setUp() {
  try {
    checkNodeVersion(process.versions.node);
    await prepareCheckout();
    await setUpEngine();
  } catch (error) {
    if (!(error instanceof SetUpError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

/**
 * Goes on as a compiled program in this process, which gets the arguments, the signals and the exit code by itself.
 * @param {string} file absolute
 */
export async function goOnAs(file) {
  process.argv[1] = file;
  process.setSourceMapsEnabled(true);
  await import(pathToFileURL(file).href);
}
