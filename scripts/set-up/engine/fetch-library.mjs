import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { megabytes, say, withProgress } from '../progress.mjs';
import { lastLine, runProgram } from '../run-program.mjs';
import { SetUpError } from '../set-up-error.mjs';
import { damageIn, writeFileList } from './library-files.mjs';
import { unpackWheel, verifyFile } from './unpack-wheel.mjs';
import { PYTHON } from './wheels.mjs';

const NO_CONNECTION =
  /connection broken by|(NewConnection|NameResolution|ConnectTimeout|ReadTimeout|MaxRetry|Proxy)Error/;

/** Bytes of all files below a folder, as far as they can be counted while pip moves them about. */
function bytesBelow(folder) {
  let sum = 0;
  try {
    for (const name of readdirSync(folder, { recursive: true })) {
      const stat = statSync(join(folder, name), { throwIfNoEntry: false });
      if (stat?.isFile()) sum += stat.size;
    }
  } catch {
    // A folder went while we looked.
  }
  return sum;
}

async function download(library, machine, folder) {
  const [command, ...pip] = machine.pip;
  const platforms = ['manylinux_2_27', 'manylinux_2_17', 'manylinux2014'].flatMap((tag) => [
    '--platform',
    `${tag}_${library.machine}`,
  ]);
  const args = [
    ...[...pip, 'download', '--dest', folder, '--no-deps', '--only-binary=:all:', '--no-cache-dir'],
    ...['--python-version', PYTHON.version, '--implementation', PYTHON.implementation, '--abi', PYTHON.abi],
    ...[...platforms, '--progress-bar', 'off', '--disable-pip-version-check'],
    ...library.wheels.map(({ name, version }) => `${name}==${version}`),
  ];
  const total = library.wheels.reduce((sum, wheel) => sum + wheel.megabytes * 1e6, 0);
  const soFar = () => {
    const share = Math.min(100, Math.round((bytesBelow(folder) / total) * 100));
    return `${share} % of ${megabytes(total)}`;
  };
  // pip gathers downloads in its temporary folder first; here they share a disk with the cache, and can be counted.
  // Nothing is installed, so people who let pip install only into virtual environments need none.
  const env = { ...process.env, TMPDIR: folder, PIP_REQUIRE_VIRTUALENV: '0' };
  const work = async () => {
    const { code, output } = await runProgram(command, args, { env });
    if (code === 0) return;
    // Without network pip's last word is that there is no such package.
    const why = NO_CONNECTION.test(output) ? 'no connection to the package index' : lastLine(output);
    throw new SetUpError(
      `pip could not download ${library.key} (${why}); check the network and start with LABMATE_ENGINE=native`,
    );
  };
  await withProgress(`Downloading TensorFlow (${megabytes(total)})`, work, soFar);
}

/**
 * Fetches a library set into `folder`: downloads its wheels, checks their hashes, unpacks what is needed beside it
 * and renames the result into place, so that `folder` exists only when it is complete. One that was damaged since is
 * replaced.
 * @param {object} library one of LIBRARIES
 * @param {object} machine what inspectMachine found
 * @param {string} folder absolute
 */
export async function fetchLibrary(library, machine, folder) {
  const damage = damageIn(folder, library.wheels);
  if (damage === undefined) return;
  if (existsSync(folder)) say(`TensorFlow in ${folder} cannot be used (${damage}), so it is fetched again`);
  const beside = dirname(folder);
  mkdirSync(beside, { recursive: true });
  // The caller holds the lock: what lies here was left by a set-up that was interrupted.
  for (const name of readdirSync(beside)) {
    if (name.startsWith('.part-')) rmSync(join(beside, name), { recursive: true, force: true });
  }
  const part = join(beside, `.part-${process.pid}-${library.key}`);
  const wheels = join(part, 'wheels');
  const unpacked = join(part, 'unpacked');
  mkdirSync(wheels, { recursive: true });
  mkdirSync(unpacked);
  try {
    await download(library, machine, wheels);
    await withProgress('Checking and unpacking TensorFlow', async () => {
      const files = {};
      for (const wheel of library.wheels)
        Object.assign(files, await unpack(wheel, machine.python, wheels, unpacked));
      writeFileList(unpacked, { wheels: library.wheels, files });
    });
    if (existsSync(folder)) renameSync(folder, join(part, 'damaged'));
    renameSync(unpacked, folder);
  } finally {
    rmSync(part, { recursive: true, force: true });
  }
}

async function unpack(wheel, python, wheels, target) {
  const prefix = `${wheel.name.replaceAll('-', '_')}-${wheel.version}-`;
  const name = readdirSync(wheels).find((file) => file.startsWith(prefix) && file.endsWith('.whl'));
  if (!name)
    throw new SetUpError(
      `pip downloaded no wheel of ${wheel.name} ${wheel.version}; start with LABMATE_ENGINE=native`,
    );
  const file = join(wheels, name);
  await verifyFile(file, wheel.sha256);
  const files = await unpackWheel(python, file, target);
  rmSync(file);
  return files;
}
