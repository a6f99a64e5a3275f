import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { megabytes, withProgress } from '../progress.mjs';
import { lastLine, runProgram } from '../run-program.mjs';
import { SetUpError } from '../set-up-error.mjs';
import { PYTHON } from './wheels.mjs';

/** What is kept of the wheels: the C library, the few headers that the binding includes, CUDA, and the licences. */
const KEEP = [
  'tensorflow/libtensorflow_cc.so.2',
  'tensorflow/libtensorflow_framework.so.2',
  'tensorflow/include/tensorflow/c/',
  'tensorflow/include/tensorflow/core/platform/ctstring',
  'tensorflow/include/tsl/platform/ctstring',
  'tensorflow/include/xla/tsl/c/',
  'tensorflow/include/LICENSE',
  'tensorflow/THIRD_PARTY_NOTICES.txt',
  'nvidia/',
];

/** A wheel is a zip; Python, which pip needs anyway, reads zips over 2 GB and with any compression. */
const UNPACK = `
import os, sys, zipfile
folder, wheel, *keep = sys.argv[1:]
with zipfile.ZipFile(wheel) as archive:
    for entry in archive.infolist():
        name = entry.filename
        licence = ".dist-info/" in name and ("licen" in name.lower() or name.endswith("METADATA"))
        if licence or (name.startswith(tuple(keep)) and not (name.startswith("nvidia/") and "/include/" in name)):
            path = archive.extract(entry, folder)
            if entry.external_attr >> 16 & 0o111 and not entry.is_dir():
                os.chmod(path, 0o755)  # CUDA's assembler is a program, and extract() forgets that
`;

/**
 * @param {string} file
 * @param {string} sha256 in hexadecimal
 * @throws {SetUpError} when the file is another than the pinned one
 */
export async function verifyFile(file, sha256) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  const found = hash.digest('hex');
  if (found === sha256) return;
  throw new SetUpError(
    `the downloaded ${basename(file)} is not the file that Labmate pins (SHA-256 ${found}, expected ${sha256}), so it was thrown away; check which package index pip uses and start with LABMATE_ENGINE=native`,
  );
}

/** Bytes of all files below a folder; files that vanish meanwhile count nothing. */
function bytesBelow(folder) {
  let sum = 0;
  for (const name of readdirSync(folder, { recursive: true })) {
    try {
      const stat = statSync(join(folder, name));
      if (stat.isFile()) sum += stat.size;
    } catch {
      // Moved on while we looked.
    }
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
  const env = { ...process.env, TMPDIR: folder };
  const work = async () => {
    const { code, output } = await runProgram(command, args, { env });
    if (code === 0) return;
    throw new SetUpError(
      `pip could not download ${library.key} (${lastLine(output)}); check the network and start with LABMATE_ENGINE=native`,
    );
  };
  await withProgress(`Downloading TensorFlow (${megabytes(total)})`, work, soFar);
}

/**
 * Fetches a library set into `folder`: downloads its wheels, checks their hashes, unpacks what is needed beside it
 * and renames the result into place, so that `folder` exists only when it is complete.
 * @param {object} library one of LIBRARIES
 * @param {object} machine what inspectMachine found
 * @param {string} folder absolute
 */
export async function fetchLibrary(library, machine, folder) {
  if (existsSync(folder)) return;
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
      for (const wheel of library.wheels) await unpack(wheel, machine, wheels, unpacked);
    });
    renameSync(unpacked, folder);
  } finally {
    rmSync(part, { recursive: true, force: true });
  }
}

async function unpack(wheel, machine, wheels, target) {
  const prefix = `${wheel.name.replaceAll('-', '_')}-${wheel.version}-`;
  const name = readdirSync(wheels).find((file) => file.startsWith(prefix) && file.endsWith('.whl'));
  if (!name)
    throw new SetUpError(
      `pip downloaded no wheel of ${wheel.name} ${wheel.version}; start with LABMATE_ENGINE=native`,
    );
  const file = join(wheels, name);
  await verifyFile(file, wheel.sha256);
  const { code, output } = await runProgram(machine.python, ['-I', '-c', UNPACK, target, file, ...KEEP]);
  if (code !== 0)
    throw new SetUpError(
      `${name} could not be unpacked (${lastLine(output)}); start with LABMATE_ENGINE=native`,
    );
  rmSync(file);
}
