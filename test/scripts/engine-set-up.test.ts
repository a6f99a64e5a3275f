import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { temporaryFolder } from '../support/temporary-folder.js';
import { Checkout } from './checkout.js';
import { assertSlow, linkLibrary, nativeEngine, OUTPUT, readyCompiler } from './native-engine.js';

/** A compiler that would do, if it were ever called. */
const SOME_COMPILER = 'exit 0';

describe('setting up the engine on a machine that lacks something', () => {
  it('GIVEN no compiler THEN one line says what to install, and WebAssembly trains', async () => {
    const checkout = new Checkout();
    assertSlow(await checkout.setUp(), /no C\+\+ compiler found; install g\+\+ and start again$/);
    assert.equal(await checkout.engineKind(), 'wasm');
  });

  it('GIVEN no Python, or one without pip THEN one line says what to install', async () => {
    const checkout = new Checkout();
    checkout.program('c++', SOME_COMPILER);
    assertSlow(await checkout.setUp(), /Python 3 with pip was not found; install python3 and python3-pip/);
    checkout.program('python3', 'echo "No module named pip" >&2; exit 1');
    assertSlow(await checkout.setUp(), /Python 3 with pip was not found/);
  });

  it('GIVEN a cache folder that cannot be written THEN one line names it and LABMATE_CACHE', async () => {
    const file = join(temporaryFolder(), 'a-file');
    writeFileSync(file, '');
    const checkout = new Checkout({ cache: join(file, 'below') });
    checkout.program('c++', SOME_COMPILER);
    assertSlow(await checkout.setUp(), /cannot write its cache folder .*a-file.*set LABMATE_CACHE/);
  });

  it('GIVEN what stood in the way is gone THEN the next start goes on', async (t) => {
    const engine = nativeEngine(t);
    if (!engine) return;
    const checkout = new Checkout();
    linkLibrary(engine, checkout.cache);
    assertSlow(await checkout.setUp(), /no C\+\+ compiler found/);
    readyCompiler(checkout, engine);
    const { code, stderr } = await checkout.setUp();
    assert.equal(code, 0, stderr);
    assert.doesNotMatch(stderr, /slow engine/);
    assert.equal(await checkout.engineKind(), 'native');
  });

  it('GIVEN LABMATE_ENGINE=native on such a machine THEN set-up ends with the reason', async () => {
    const { code, stderr } = await new Checkout().setUp({ LABMATE_ENGINE: 'native' });
    assert.notEqual(code, 0);
    assert.match(stderr, /got no native engine: no C\+\+ compiler found; install g\+\+ and start again\./);
  });
});

describe('compiling the binding', () => {
  it('GIVEN a compiler that fails THEN its error and what to do are in the line', async (t) => {
    const engine = nativeEngine(t);
    if (!engine) return;
    const checkout = new Checkout();
    linkLibrary(engine, checkout.cache);
    checkout.program('c++', 'echo "error: unrecognized option -std=c++17" >&2; exit 1');
    assertSlow(
      await checkout.setUp(),
      /c\+\+ could not compile the binding \(error: unrecognized.*install a g\+\+/,
    );
  });

  it('GIVEN no room for it THEN the line asks for room, and not for another compiler', async (t) => {
    const engine = nativeEngine(t);
    if (!engine) return;
    const checkout = new Checkout();
    linkLibrary(engine, checkout.cache);
    checkout.program(
      'c++',
      'echo "fatal error: error writing to $TMPDIR/x.s: No space left on device" >&2; exit 1',
    );
    const result = await checkout.setUp({ TMPDIR: '/nowhere' });
    assertSlow(result, /No space left on device\); make room, or set LABMATE_CACHE/);
    assert.doesNotMatch(result.stderr, /nowhere/, 'temporary files lie in the cache');
  });

  it('GIVEN set-up is killed while it compiles THEN the next start compiles again and leaves nothing lying', async (t) => {
    const engine = nativeEngine(t);
    if (!engine) return;
    const checkout = new Checkout();
    const folder = linkLibrary(engine, checkout.cache);
    checkout.program('c++', `${OUTPUT}\necho half > "$out"; kill -9 $PPID`);
    assert.equal((await checkout.setUp()).signal, 'SIGKILL');
    readyCompiler(checkout, engine);
    assert.equal((await checkout.setUp()).code, 0);
    assert.equal(await checkout.engineKind(), 'native');
    assert.deepEqual(
      readdirSync(join(folder, 'bindings')).filter((name) => !name.endsWith('.node')),
      [],
    );
  });
});

function hasCompiler(): boolean {
  try {
    execFileSync('c++', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('a processor that TensorFlow does not run on', () => {
  for (const [how, ending] of [
    ['an illegal instruction', 'raise(SIGILL);'],
    [
      "TensorFlow's own check",
      'fputs("F0000 The TensorFlow library was compiled to use AVX instructions, but these aren\'t available.\\n", stderr); abort();',
    ],
  ] as const)
    it(`GIVEN ${how} ends the probe THEN one line says so, and WebAssembly trains`, async (t) => {
      const engine = nativeEngine(t);
      if (!engine) return;
      if (!hasCompiler()) return t.skip('no C++ compiler here: install g++');
      const checkout = new Checkout();
      linkLibrary(engine, checkout.cache);
      const source = join(checkout.folder, 'crash.cc');
      writeFileSync(
        source,
        `#include <csignal>\n#include <cstdio>\n#include <cstdlib>\n__attribute__((constructor)) static void crash() { ${ending} }\n`,
      );
      checkout.program(
        'c++',
        `${OUTPUT}\nPATH='${process.env['PATH']}' exec c++ -shared -fPIC -o "$out" '${source}'`,
      );
      assertSlow(await checkout.setUp(), /needs a processor with AVX, which this one lacks$/);
      assert.equal(await checkout.engineKind(), 'wasm');
      assert.equal(existsSync(checkout.binding), false, 'nobody loads it by mistake');
    });
});
