import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { TestContext } from 'node:test';
import { bindingFile, readEngineRecord } from '../../src/tensorflow/engine-record.js';
import type { Checkout, SetUpResult } from './checkout.js';

/** A library as set-up leaves it in a cache: the folder of this machine's engine, and its binding. */
export type NativeEngine = { folder: string; binding: string };

/**
 * Puts the library of this machine's native engine into a cache, by links.
 * @returns its folder there
 */
export function linkLibrary(engine: NativeEngine, cache: string): string {
  const folder = join(cache, 'engine', basename(engine.folder));
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(engine.folder))
    if (name !== 'bindings' && name !== 'kernels') symlinkSync(join(engine.folder, name), join(folder, name));
  return folder;
}

/** Ends well, and says one line about why the engine is slow. */
export function assertSlow({ code, stderr }: SetUpResult, why: RegExp): void {
  assert.equal(code, 0, stderr);
  const [line = '', ...more] = stderr.split('\n').filter((text) => text.startsWith('slow engine: '));
  assert.deepEqual(more, [], 'one line');
  assert.match(line, why);
}

/** This machine's native engine; skips the test where it has none. */
export function nativeEngine(t: TestContext): NativeEngine | undefined {
  const folder = readEngineRecord()?.folder;
  if (folder && existsSync(join(folder, 'labmate-files.json'))) return { folder, binding: bindingFile() };
  t.skip('no native engine here: install g++, python3 and python3-pip, then run `npm test` again');
  return undefined;
}

/** A compiler that takes no time: it has this machine's binding ready. It notes each call. */
export function readyCompiler(checkout: Checkout, { binding }: NativeEngine): () => number {
  const calls = join(checkout.folder, 'compiler-calls');
  writeFileSync(calls, '');
  checkout.program('c++', `echo call >> '${calls}'\n${OUTPUT}\n/bin/cp '${binding}' "$out"`);
  return () => readFileSync(calls, 'utf8').split('\n').length - 1;
}

/** Finds what `-o` names. */
export const OUTPUT = 'while [ "$1" != -o ]; do shift; done; out=$2';
