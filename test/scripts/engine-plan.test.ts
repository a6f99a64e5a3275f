import assert from 'node:assert/strict';
import { basename, dirname } from 'node:path';
import { describe, it } from 'node:test';
import { loadScript } from './load-script.js';

type Wheel = { name: string; version: string; sha256: string };
type Library = { key: string; diskMegabytes: number; wheels: Wheel[] };
type Seen = {
  platform: string;
  arch: string;
  avx: boolean;
  driver: boolean;
  compiler: string | null;
  python: string | null;
};
type Machine = Seen & {
  pip: string[] | null;
  glibc: string | null;
  cacheProblem: string | null;
  freeMegabytes: number;
};
type EngineState = {
  kind: string;
  fallback: boolean;
  forced: string | null;
  obstacle: string | null;
  recipe: string;
  seen: Seen;
  at: string;
};
type Context = { recipe: string; now: number; forced?: string; obstacle?: string };

const { chooseLibraries, findObstacle, noLibrary, forcedEngine, stillHolds, fallbackLine } =
  await loadScript<{
    chooseLibraries: (machine: Seen) => Library[];
    findObstacle: (
      library: Library,
      machine: Machine,
      state: { downloaded: boolean; cache: string },
    ) => { name: string; text: string } | undefined;
    noLibrary: (machine: Seen) => string;
    forcedEngine: (env: NodeJS.ProcessEnv) => string | undefined | { problem: string };
    stillHolds: (record: EngineState, seen: Seen, context: Context) => boolean;
    fallbackLine: (record: { kind: string; reason: string }) => string;
  }>('set-up/engine/plan.mjs');

const { findProgram, hasAvx } = await loadScript<{
  findProgram: (names: string[], env: NodeJS.ProcessEnv) => string | null;
  hasAvx: (cpuinfo: string) => boolean | undefined;
}>('set-up/engine/machine.mjs');

const SEEN: Seen = {
  platform: 'linux',
  arch: 'x64',
  avx: true,
  driver: false,
  compiler: '/usr/bin/c++',
  python: '/usr/bin/python3',
};
const MACHINE: Machine = {
  ...SEEN,
  pip: ['python3', '-m', 'pip'],
  glibc: '2.36',
  cacheProblem: null,
  freeMegabytes: 50_000,
};
const keys = (machine: Partial<Seen>): string[] =>
  chooseLibraries({ ...SEEN, ...machine }).map(({ key }) => key);

describe('chooseLibraries', () => {
  it('takes the small CPU wheel on Linux x86-64', () => {
    assert.deepEqual(keys({}), ['tensorflow-2.21.0-cpu-x64']);
  });

  it('takes CUDA first where there is an NVIDIA driver, and the CPU after it', () => {
    assert.deepEqual(keys({ driver: true }), ['tensorflow-2.21.0-cuda-x64', 'tensorflow-2.21.0-cpu-x64']);
  });

  it('takes the full package on Linux on Arm, where there is no CPU package', () => {
    assert.deepEqual(keys({ arch: 'arm64' }), ['tensorflow-2.21.0-cpu-arm64']);
    const [library] = chooseLibraries({ ...SEEN, arch: 'arm64' });
    assert.deepEqual(
      library?.wheels.map(({ name }) => name),
      ['tensorflow'],
    );
  });

  it('has nothing for other systems, and says so', () => {
    assert.deepEqual(keys({ platform: 'darwin' }), []);
    assert.deepEqual(keys({ arch: 'riscv64' }), []);
    assert.match(noLibrary({ ...SEEN, platform: 'darwin', arch: 'arm64' }), /not published for darwin arm64/);
  });

  it('pins every wheel by version and SHA-256', () => {
    const wheels = chooseLibraries({ ...SEEN, driver: true }).flatMap((library) => library.wheels);
    for (const { version, sha256 } of wheels) {
      assert.match(version, /^\d+(\.\d+)+$/);
      assert.match(sha256, /^[0-9a-f]{64}$/);
    }
  });
});

describe('findObstacle', () => {
  const [library] = chooseLibraries(SEEN);
  const why = (machine: Partial<Machine>, downloaded = false): string | undefined => {
    assert.ok(library);
    return findObstacle(library, { ...MACHINE, ...machine }, { downloaded, cache: '/cache' })?.text;
  };

  it('finds nothing in the way on a machine that has what is needed', () => {
    assert.equal(why({}), undefined);
  });

  it('says what to install', () => {
    assert.match(why({ compiler: null }) ?? '', /no C\+\+ compiler found; install g\+\+ and start again/);
    assert.match(why({ pip: null }) ?? '', /install python3 and python3-pip/);
  });

  it('needs neither pip nor room once the library lies in the cache', () => {
    assert.equal(why({ pip: null, freeMegabytes: 1 }, true), undefined);
  });

  it('names the folder without enough room', () => {
    assert.match(
      why({ freeMegabytes: 200 }) ?? '',
      /only 200 MB are free in \/cache, and 1300 MB are needed/,
    );
  });

  it('knows systems whose C library cannot load TensorFlow', () => {
    assert.match(why({ glibc: null }) ?? '', /musl/);
    assert.match(why({ glibc: '2.17' }) ?? '', /glibc 2\.27 or newer, and this is 2\.17/);
    assert.equal(why({ glibc: '3.0' }), undefined);
  });

  it('downloads nothing for a processor on which TensorFlow would crash', () => {
    assert.match(why({ avx: false }) ?? '', /needs a processor with AVX/);
  });

  it('needs a cache that can be written', () => {
    assert.equal(why({ cacheProblem: 'cannot write' }, true), 'cannot write');
  });
});

describe('forcedEngine', () => {
  it('takes the three names, nothing, and refuses the rest', () => {
    assert.equal(forcedEngine({}), undefined);
    assert.equal(forcedEngine({ LABMATE_ENGINE: 'wasm' }), 'wasm');
    const refused = forcedEngine({ LABMATE_ENGINE: 'fast' });
    assert.ok(typeof refused === 'object');
    assert.match(refused.problem, /LABMATE_ENGINE is "fast"; it may be native, stock, wasm/);
  });
});

describe('stillHolds', () => {
  const at = '2026-11-23T12:00:00.000Z';
  const now = Date.parse(at) + 3600_000;
  const context = { recipe: 'r1', now };
  const native = {
    ...{ kind: 'native', fallback: false, forced: null, obstacle: null },
    ...{ recipe: 'r1', seen: SEEN, at },
  };
  const slow = { ...native, kind: 'wasm', fallback: true };

  it('keeps a fast engine, also when the compiler has gone', () => {
    assert.equal(stillHolds(native, SEEN, context), true);
    assert.equal(stillHolds(native, { ...SEEN, compiler: null }, context), true);
  });

  it('builds anew after a change of recipe, or when a driver came', () => {
    assert.equal(stillHolds(native, SEEN, { ...context, recipe: 'r2' }), false);
    assert.equal(stillHolds(native, { ...SEEN, driver: true }, context), false);
  });

  it('does not try in vain at each start, and tries again with another compiler or after a day', () => {
    assert.equal(stillHolds(slow, SEEN, context), true);
    assert.equal(stillHolds(slow, { ...SEEN, compiler: '/usr/bin/g++-14' }, context), false);
    assert.equal(stillHolds(slow, SEEN, { ...context, now: now + 24 * 3600_000 }), false);
  });

  it('tries again as soon as what stood in the way is gone', () => {
    const withoutPip = { ...slow, obstacle: 'pip' };
    assert.equal(stillHolds(withoutPip, SEEN, { ...context, obstacle: 'pip' }), true);
    assert.equal(stillHolds(withoutPip, SEEN, context), false);
    assert.equal(stillHolds(withoutPip, SEEN, { ...context, obstacle: 'disk' }), false);
  });

  it('does not keep an engine that was asked for once', () => {
    const asked = { ...native, kind: 'stock', forced: 'stock' };
    assert.equal(stillHolds(asked, SEEN, { ...context, forced: 'stock' }), true);
    assert.equal(stillHolds(asked, SEEN, context), false);
  });
});

describe('fallbackLine', () => {
  it('says in one line what is used and what would help', () => {
    assert.equal(
      fallbackLine({ kind: 'wasm', reason: 'no C++ compiler found; install g++ and start again' }),
      'slow engine: no C++ compiler found; install g++ and start again',
    );
  });
});

describe('hasAvx', () => {
  it("reads a processor's flags, and does not know without them", () => {
    assert.equal(hasAvx('processor\t: 0\nflags\t\t: fpu sse4_2 avx avx2\nbugs\t\t:\n'), true);
    assert.equal(hasAvx('processor\t: 0\nflags\t\t: fpu sse4_2 avxish\n'), false);
    assert.equal(hasAvx('Features\t: fp asimd\n'), undefined);
  });
});

describe('findProgram', () => {
  it('passes over a CXX that is not there', () => {
    const env = { PATH: dirname(process.execPath) };
    const found = findProgram(['/no/such/c++', basename(process.execPath)], env);
    assert.equal(found, process.execPath);
    assert.equal(findProgram(['/no/such/c++'], env), null);
  });
});
