import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, it, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { probeEngine } from '../../src/tensorflow/probe-engine.js';
import { UserError } from '../../src/user-error.js';

const CALCULATE = fileURLToPath(new URL('./calculate.js', import.meta.url));
const TOLERANCE = 1e-5;

type Result = { kind: string; slow: boolean; product: number[]; loss: number; gradients: number[][] };

const withEngine = (kind: string): NodeJS.ProcessEnv => ({ ...process.env, LABMATE_ENGINE: kind });

async function calculate(kind: string): Promise<Result> {
  const { stdout } = await promisify(execFile)(process.execPath, [CALCULATE], { env: withEngine(kind) });
  return JSON.parse(stdout) as Result;
}

/** Skips the test, saying what to install, where this machine has no native engine. */
async function nativeIsHere(t: TestContext): Promise<boolean> {
  try {
    await probeEngine(withEngine('native'));
    return true;
  } catch {
    t.skip('no native engine here: install g++, python3 and python3-pip, then run `npm test` again');
    return false;
  }
}

function assertClose(actual: number[], expected: number[], what: string): void {
  assert.equal(actual.length, expected.length, what);
  for (const [i, value] of actual.entries()) {
    const wanted = expected[i] ?? Number.NaN;
    assert.ok(Math.abs(value - wanted) <= TOLERANCE, `${what}[${i}]: ${value}, expected ${wanted}`);
  }
}

describe('the engines', () => {
  it('agree on a matrix product, a loss and the gradients of an embedding and a small encoder', async (t) => {
    if (!(await nativeIsHere(t))) return;
    const [native, wasm] = await Promise.all([calculate('native'), calculate('wasm')]);
    assert.equal(native.kind, 'native');
    assert.equal(wasm.kind, 'wasm');
    assertClose(wasm.product, native.product, 'product');
    assertClose([wasm.loss], [native.loss], 'loss');
    for (const [i, gradient] of native.gradients.entries()) {
      assertClose(wasm.gradients[i] ?? [], gradient, `gradient ${i}`);
    }
  });

  it('give the gradient of an embedding on WebAssembly, which lacks the kernel for it', async () => {
    const { gradients, slow } = await calculate('wasm');
    const [embedding = []] = gradients;
    assert.equal(slow, true);
    assert.equal(embedding.length, 5 * 4);
    assert.deepEqual(embedding.slice(12, 16), [0, 0, 0, 0], 'word 3 is in no text');
    assert.ok(
      embedding.slice(8, 12).some((value) => value !== 0),
      'word 2 is in a text',
    );
  });
});

describe('probeEngine', () => {
  it('tells what the engine is without loading it here', async () => {
    const report = await probeEngine(withEngine('wasm'));
    assert.equal(report.kind, 'wasm');
    assert.equal(report.device, 'cpu');
    assert.equal(report.slow, true);
    assert.match(report.advice ?? '', /LABMATE_ENGINE/);
  });

  it('says what LABMATE_ENGINE may be when it is something else', async () => {
    await assert.rejects(probeEngine(withEngine('quantum')), (error) => {
      assert.ok(error instanceof UserError);
      assert.match(error.message, /LABMATE_ENGINE is "quantum"; it may be native, stock, wasm/);
      return true;
    });
  });
});
