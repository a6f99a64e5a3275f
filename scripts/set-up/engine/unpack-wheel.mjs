import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { lastLine, runProgram } from '../run-program.mjs';
import { SetUpError } from '../set-up-error.mjs';

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

/**
 * A wheel is a zip; Python, which pip needs anyway, reads zips over 2 GB and with any compression. Each file is on
 * the disk when this ends, so that the folder may be renamed into place.
 */
const UNPACK = `
import hashlib, json, os, sys, zipfile
folder, wheel, *keep = sys.argv[1:]
files = {}
with zipfile.ZipFile(wheel) as archive:
    for entry in archive.infolist():
        name = entry.filename
        licence = ".dist-info/" in name and ("licen" in name.lower() or name.endswith("METADATA"))
        wanted = name.startswith(tuple(keep)) and not (name.startswith("nvidia/") and "/include/" in name)
        if name.endswith("/") or not (licence or wanted):
            continue
        path = os.path.join(folder, *name.split("/"))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        digest = hashlib.sha256()
        with archive.open(entry) as source, open(path, "wb") as target:
            for part in iter(lambda: source.read(1 << 20), b""):
                digest.update(part)
                target.write(part)
            target.flush()
            os.fsync(target.fileno())
        if entry.external_attr >> 16 & 0o111:
            os.chmod(path, 0o755)  # CUDA's assembler is a program
        files[name] = {"bytes": entry.file_size, "sha256": digest.hexdigest()}
print(json.dumps(files))
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

/**
 * Unpacks what is needed of a wheel.
 * @param {string} python its path
 * @param {string} wheel a file that was verified
 * @param {string} folder where to
 * @returns {Promise<Record<string, { bytes: number, sha256: string }>>} the files by their path below `folder`
 */
export async function unpackWheel(python, wheel, folder) {
  const { code, stdout, output } = await runProgram(python, ['-I', '-c', UNPACK, folder, wheel, ...KEEP]);
  if (code === 0) return JSON.parse(lastLine(stdout));
  throw new SetUpError(
    `${basename(wheel)} could not be unpacked (${lastLine(output)}); start with LABMATE_ENGINE=native`,
  );
}
