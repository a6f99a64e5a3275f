import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { smallDisk } from '../support/small-disk.js';
import { Checkout } from './checkout.js';
import { assertSlow, linkLibrary, type NativeEngine, nativeEngine, readyCompiler } from './native-engine.js';

const DISK_MB = 16;

describe('an engine in the cache', () => {
  it('GIVEN a fresh checkout and neither network, Python nor compiler THEN it comes from the cache', async (t) => {
    const engine = nativeEngine(t);
    if (!engine) return;
    const first = new Checkout();
    linkLibrary(engine, first.cache);
    readyCompiler(first, engine);
    await first.setUp();
    const second = new Checkout({ cache: first.cache });
    const { code, stderr } = await second.setUp();
    assert.deepEqual([code, stderr], [0, '']);
    assert.equal(await second.engineKind(), 'native');
    rmSync(second.binding);
    assert.equal((await second.setUp()).stderr, '');
    assert.equal(await second.engineKind(), 'native');
  });

  it('GIVEN a binding that was cut short there THEN it is compiled once more', async (t) => {
    const engine = nativeEngine(t);
    if (!engine) return;
    const checkout = new Checkout();
    const folder = linkLibrary(engine, checkout.cache);
    const calls = readyCompiler(checkout, engine);
    await checkout.setUp();
    const [name = ''] = readdirSync(join(folder, 'bindings'));
    truncateSync(join(folder, 'bindings', name), 5000);
    rmSync(checkout.record);
    assert.equal((await checkout.setUp()).code, 0);
    assert.equal(await checkout.engineKind(), 'native');
    assert.equal(calls(), 2);
  });

  it('GIVEN a library that was cut short THEN the next start says so before anything loads it', async (t) => {
    const engine = nativeEngine(t);
    if (!engine) return;
    const checkout = new Checkout();
    const folder = linkLibrary(engine, checkout.cache);
    readyCompiler(checkout, engine);
    // A Python with a pip that finds no network.
    checkout.program(
      'python3',
      'case "$*" in *--version*) exit 0;; esac; echo "ERROR: no network" >&2; exit 1',
    );
    await checkout.setUp();
    assert.equal(await checkout.engineKind(), 'native');
    cutShort(engine, folder);
    const result = await checkout.setUp();
    assert.match(
      result.stderr,
      /cannot be used \(tensorflow\/libtensorflow_cc\.so\.2 has 4096 bytes in place of \d+\)/,
    );
    assertSlow(result, /pip could not download tensorflow-.* \(ERROR: no network\); check the network/);
    assert.equal(await checkout.engineKind(), 'wasm');
  });

  it('GIVEN a cache that is only read THEN what lies in it serves', async (t) => {
    const engine = nativeEngine(t);
    if (!engine) return;
    const cache = smallDisk(DISK_MB);
    if (cache === undefined) return t.skip('needs root, to mount a small disk');
    const first = new Checkout({ cache });
    linkLibrary(engine, cache);
    readyCompiler(first, engine);
    await first.setUp();
    execFileSync('mount', ['-o', 'remount,ro', cache]);
    const second = new Checkout({ cache });
    const { code, stderr } = await second.setUp();
    assert.deepEqual([code, stderr], [0, '']);
    assert.equal(await second.engineKind(), 'native');
  });

  it('GIVEN a full disk under it THEN one line asks for room', async (t) => {
    const cache = smallDisk(DISK_MB);
    if (cache === undefined) return t.skip('needs root, to mount a small disk');
    const checkout = new Checkout({ cache });
    checkout.program('c++', 'exit 0');
    checkout.program('python3', 'exit 0');
    fill(join(cache, 'full'));
    assertSlow(await checkout.setUp(), /only 0 MB are free in .*make room, or set LABMATE_CACHE/);
  });
});

/** Replaces the library's links by a folder in which the largest file is short. */
function cutShort(engine: NativeEngine, folder: string): void {
  rmSync(join(folder, 'tensorflow'));
  mkdirSync(join(folder, 'tensorflow'));
  for (const name of readdirSync(join(engine.folder, 'tensorflow'))) {
    const file = join(folder, 'tensorflow', name);
    if (name === 'libtensorflow_cc.so.2') writeFileSync(file, Buffer.alloc(4096));
    else symlinkSync(join(engine.folder, 'tensorflow', name), file);
  }
}

function fill(file: string): void {
  try {
    for (;;) appendFileSync(file, Buffer.alloc(1 << 20));
  } catch {
    // Full.
  }
}
