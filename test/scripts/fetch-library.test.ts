import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, it, type TestContext } from 'node:test';
import { temporaryFolder } from '../support/temporary-folder.js';

const SCRIPT = fileURLToPath(new URL('../../../scripts/set-up/engine/fetch-library.mjs', import.meta.url));
const NAME = 'labmate-test-library';
const LIBRARY = 'tensorflow/libtensorflow_cc.so.2';
const CONTENT = 'the library';

/** Writes a wheel: METADATA, a library, and a file that Labmate does not keep. */
const MAKE_WHEEL = `
import sys, zipfile
file, content = sys.argv[1:]
with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
    info = "labmate_test_library-1.0.dist-info/"
    archive.writestr("${LIBRARY}", content)
    archive.writestr("tensorflow/python/large.py", "pass")
    archive.writestr(info + "METADATA", "Metadata-Version: 2.1\\nName: ${NAME}\\nVersion: 1.0\\n")
    archive.writestr(info + "WHEEL", "Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: false\\nTag: cp311-cp311-manylinux_2_27_x86_64\\n")
    archive.writestr(info + "RECORD", "")
`;

const NO_NETWORK = { PIP_FIND_LINKS: '', PIP_INDEX_URL: 'http://127.0.0.1:9/', PIP_RETRIES: '1' };

type Fetched = { code: number; signal: string | null; stderr: string };

/** A folder with a wheel that pip finds there, and a cache to put it in. */
class Shelf {
  readonly #wheels = temporaryFolder();
  readonly #wheel = join(this.#wheels, 'labmate_test_library-1.0-cp311-cp311-manylinux_2_27_x86_64.whl');
  readonly cache = temporaryFolder();
  readonly folder = join(this.cache, 'library');
  readonly #sha256: string;

  constructor(readonly python: string) {
    execFileSync(python, ['-c', MAKE_WHEEL, this.#wheel, CONTENT]);
    this.#sha256 = createHash('sha256').update(readFileSync(this.#wheel)).digest('hex');
  }

  changeWheel(): void {
    execFileSync(this.python, ['-c', MAKE_WHEEL, this.#wheel, 'another library']);
  }

  /** Fetches the library in a process of its own. */
  fetch(python = this.python, more: Record<string, string> = {}): Promise<Fetched> {
    const wheels = [{ name: NAME, version: '1.0', sha256: this.#sha256, megabytes: 1 }];
    const library = { key: 'library', machine: 'x86_64', wheels };
    const machine = { python, pip: [python, '-m', 'pip'] };
    const given = [library, machine, this.folder].map((value) => JSON.stringify(value)).join(', ');
    const program = `const { fetchLibrary } = await import(${JSON.stringify(SCRIPT)});
      await fetchLibrary(${given}).catch(({ message }) => { console.error(message); process.exitCode = 1; });`;
    const env = { ...process.env, PIP_NO_INDEX: '1', PIP_FIND_LINKS: this.#wheels, ...more };
    return new Promise((resolve) => {
      const child = execFile(
        process.execPath,
        ['--input-type=module', '-e', program],
        { env },
        (error, _, stderr) => resolve({ code: child.exitCode ?? 1, signal: error?.signal ?? null, stderr }),
      );
    });
  }

  /** A Python that kills whoever started it when its arguments hold a word, with half of the work done. */
  deadly(word: string): string {
    const file = join(temporaryFolder(), 'python3');
    const script = `case "$*" in *${word}*) ;; *) exec '${this.python}' "$@";; esac
'${this.python}' "$@" >/dev/null 2>&1
for whole in '${this.cache}'/.part-*/*/*; do echo half > "$whole/half" 2>/dev/null || echo half > "$whole"; done
kill -9 $PPID`;
    writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return file;
  }
}

/** A library on a shelf; skips the test where this machine has no pip. */
function shelf(t: TestContext): Shelf | undefined {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const python = join(folder, 'python3');
    if (!existsSync(python)) continue;
    try {
      execFileSync(python, ['-m', 'pip', '--version'], { stdio: 'ignore' });
      return new Shelf(python);
    } catch {
      // One without pip.
    }
  }
  t.skip('no pip here: install python3 and python3-pip');
  return undefined;
}

describe('fetching a library', () => {
  it('keeps what is needed of the wheel, and a list of it with sizes and hashes', async (t) => {
    const given = shelf(t);
    if (!given) return;
    assert.equal((await given.fetch()).code, 0);
    assert.equal(readFileSync(join(given.folder, LIBRARY), 'utf8'), CONTENT);
    assert.equal(existsSync(join(given.folder, 'tensorflow', 'python')), false);
    const { files } = JSON.parse(readFileSync(join(given.folder, 'labmate-files.json'), 'utf8')) as {
      files: Record<string, unknown>;
    };
    const sha256 = createHash('sha256').update(CONTENT).digest('hex');
    assert.deepEqual(files[LIBRARY], { bytes: CONTENT.length, sha256 });
    assert.deepEqual(readdirSync(given.cache), ['library']);
  });

  it('does not ask for what it has', async (t) => {
    const given = shelf(t);
    if (!given) return;
    await given.fetch();
    assert.deepEqual(await given.fetch('/no/python'), { code: 0, signal: null, stderr: '' });
  });

  it('GIVEN no network THEN it says so, in place of what pip makes of it', async (t) => {
    const given = shelf(t);
    if (!given) return;
    const { code, stderr } = await given.fetch(given.python, { PIP_NO_INDEX: '0', ...NO_NETWORK });
    assert.equal(code, 1);
    assert.match(
      stderr,
      /pip could not download library \(no connection to the package index\); check the network/,
    );
  });

  it('GIVEN another wheel than the pinned one THEN it is refused with both hashes, and nothing stays', async (t) => {
    const given = shelf(t);
    if (!given) return;
    given.changeWheel();
    const { code, stderr } = await given.fetch();
    assert.equal(code, 1);
    assert.match(stderr, /is not the file that Labmate pins \(SHA-256 [0-9a-f]{64}, expected [0-9a-f]{64}\)/);
    assert.deepEqual(readdirSync(given.cache), []);
  });

  for (const [moment, word] of [
    ['pip downloads', 'download'],
    ['the wheel is unpacked', 'zipfile'],
  ] as const)
    it(`GIVEN it is killed while ${moment} THEN the next one starts anew and leaves nothing lying`, async (t) => {
      const given = shelf(t);
      if (!given) return;
      assert.equal((await given.fetch(given.deadly(word))).signal, 'SIGKILL');
      assert.equal(existsSync(given.folder), false, 'nothing half-made has its name');
      const { code, stderr } = await given.fetch();
      assert.equal(code, 0, stderr);
      assert.equal(readFileSync(join(given.folder, LIBRARY), 'utf8'), CONTENT);
      assert.deepEqual(readdirSync(given.cache), ['library']);
    });

  it('GIVEN a file that was damaged since THEN it is fetched again', async (t) => {
    const given = shelf(t);
    if (!given) return;
    await given.fetch();
    appendFileSync(join(given.folder, LIBRARY), 'garbage');
    const { code, stderr } = await given.fetch();
    assert.equal(code, 0, stderr);
    assert.match(stderr, /cannot be used \(.*libtensorflow_cc\.so\.2 has 18 bytes in place of 11\)/);
    assert.equal(readFileSync(join(given.folder, LIBRARY), 'utf8'), CONTENT);
  });
});
