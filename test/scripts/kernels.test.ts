import assert from 'node:assert/strict';
import { existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { Checkout } from './checkout.js';
import { linkLibrary, type NativeEngine, nativeEngine, OUTPUT } from './native-engine.js';

/** This machine's kernels, where they lie; skips the test where it has none. */
function builtKernels(t: TestContext, { binding }: NativeEngine): string | undefined {
  const file = join(binding, '..', 'labmate_kernels.node');
  if (existsSync(file)) return file;
  t.skip("Labmate's kernels are not built here: install g++, then run `npm test` again");
  return undefined;
}

/** A checkout whose compiler has binding and kernels ready; `broken` makes it fail at the kernels. */
function checkoutWith(
  engine: NativeEngine,
  kernels: string,
): { checkout: Checkout; compile: (broken: string) => void } {
  const checkout = new Checkout({ kernels: true });
  linkLibrary(engine, checkout.cache);
  const compile = (broken: string) =>
    checkout.program(
      'c++',
      `${OUTPUT}\ncase $out in *kernels.node) ${broken || `/bin/cp '${kernels}' "$out"`};; *) /bin/cp '${engine.binding}' "$out";; esac`,
    );
  compile('');
  return { checkout, compile };
}

const FULL = 'echo "c++: fatal error: No space left on device" >&2; exit 1';

describe("set-up of Labmate's own kernels", () => {
  it('GIVEN a compiler THEN workers get them, and a second start does nothing', async (t) => {
    const engine = nativeEngine(t);
    const kernels = engine && builtKernels(t, engine);
    if (!kernels) return;
    const { checkout } = checkoutWith(engine, kernels);
    assert.equal((await checkout.setUp()).code, 0);
    assert.equal((await checkout.engine()).kernels, 'on');
    assert.equal((await checkout.setUp()).stderr, '');
  });

  it('GIVEN a library that was cut off THEN the next start mends it', async (t) => {
    const engine = nativeEngine(t);
    const kernels = engine && builtKernels(t, engine);
    if (!kernels) return;
    const { checkout } = checkoutWith(engine, kernels);
    await checkout.setUp();
    truncateSync(checkout.kernels, 1000);
    await checkout.setUp();
    assert.equal((await checkout.engine()).kernels, 'on');
  });

  it('GIVEN other sources than it was compiled from THEN a worker leaves it alone', async (t) => {
    const engine = nativeEngine(t);
    const kernels = engine && builtKernels(t, engine);
    if (!kernels) return;
    const { checkout } = checkoutWith(engine, kernels);
    await checkout.setUp();
    const source = join(checkout.folder, 'src', 'tensorflow', 'kernels', 'dropout.cc');
    writeFileSync(source, `${readFileSync(source, 'utf8')}\n// changed\n`);
    const { kind, kernels: says } = await checkout.engine();
    assert.equal(kind, 'native');
    assert.match(says ?? '', /compiled from other sources; run `npm start`/);
  });

  it('GIVEN a compiler that fails or makes rubbish THEN one line says so, and the engine stays native', async (t) => {
    const engine = nativeEngine(t);
    const kernels = engine && builtKernels(t, engine);
    if (!kernels) return;
    for (const [broken, said] of [
      [FULL, /without its own kernels, slower: c\+\+ could not compile them \(.*No space left/],
      ['echo rubbish > "$out"', /without its own kernels, slower: they do not load/],
    ] as const) {
      const { checkout, compile } = checkoutWith(engine, kernels);
      compile(broken);
      const { code, stderr } = await checkout.setUp();
      assert.equal(code, 0);
      assert.match(stderr, said);
      const { kind, kernels: says } = await checkout.engine();
      assert.equal(kind, 'native');
      assert.notEqual(says, 'on');
      assert.ok(!existsSync(checkout.kernels));
    }
  });
});
