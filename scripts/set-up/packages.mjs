import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { say, withProgress } from './progress.mjs';
import { inProject, root } from './project.mjs';
import { runProgram } from './run-program.mjs';
import { SetUpError } from './set-up-error.mjs';

/**
 * Whether node_modules holds what the lockfile asks for. npm writes the hidden lockfile of node_modules when an
 * install is complete, so an interrupted one does not count. Optional packages may be missing: they are the ones
 * for other platforms.
 * @param {{ packages: Record<string, object> }} wanted package-lock.json
 * @param {{ packages: Record<string, object> }} installed node_modules/.package-lock.json
 */
export function packagesMatch(wanted, installed) {
  return Object.entries(wanted.packages).every(([path, entry]) => {
    if (path === '') return true;
    const there = installed.packages[path];
    if (!there) return entry.optional === true || entry.devOptional === true;
    return there.version === entry.version && there.integrity === entry.integrity;
  });
}

/** Whether `npm ci` has nothing to do. */
export function packagesAreInstalled() {
  const hidden = inProject('node_modules', '.package-lock.json');
  if (!existsSync(hidden)) return false;
  const read = (file) => JSON.parse(readFileSync(file, 'utf8'));
  try {
    return packagesMatch(read(inProject('package-lock.json')), read(hidden));
  } catch {
    return false;
  }
}

/** How to start npm without a shell: under `npm start` npm says where it is, otherwise it lies beside Node. */
export function npmCommand(env = process.env) {
  const beside = join(dirname(process.execPath), '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js');
  const script = [env.npm_execpath, beside].find((file) => file?.endsWith('npm-cli.js') && existsSync(file));
  return script ? [process.execPath, script] : ['npm'];
}

/** What npm itself says about an error, without its page of help. */
export function npmErrors(output) {
  const lines = output.split('\n').filter((line) => /^npm (error|ERR!) ./.test(line));
  return lines.slice(0, 8).join('\n') || output.trim();
}

/**
 * Installs what the lockfile pins. Where it lacks packages for platforms other than the one it was written on (a
 * package index may not carry them), `npm ci` refuses, and `npm install` takes the same versions and hashes from it.
 * @throws {SetUpError} with what npm said
 */
export async function installPackages() {
  const [command, ...first] = npmCommand();
  // The compiler is a development dependency, and NODE_ENV=production would leave it out.
  // What npm's cache holds is checked by hash, so it need not be asked for again: without network that takes minutes.
  const options = ['--include=dev', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
  const run = (...verb) => runProgram(command, [...first, ...verb, ...options], { cwd: root });
  await withProgress('Installing npm packages', async () => {
    let { code, output } = await run('ci');
    if (code !== 0 && /EUSAGE[^]*from lock file/.test(output)) {
      say('  the lockfile is written for fewer platforms, so npm install takes the place of npm ci');
      ({ code, output } = await run('install', '--no-save'));
    }
    if (code === 0) return;
    throw new SetUpError(
      `npm could not install the packages (exit code ${code}):\n${npmErrors(output)}\nCheck the network and the free disk space, and start again.`,
    );
  });
}
