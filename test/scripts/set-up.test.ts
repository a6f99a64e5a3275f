import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { loadScript } from './load-script.js';

type Lockfile = { packages: Record<string, Record<string, unknown>> };

const { checkNodeVersion } = await loadScript<{ checkNodeVersion: (version: string) => void }>(
  'set-up/node-version.mjs',
);
const { cacheFolder, cacheProblem } = await loadScript<{
  cacheFolder: (env: NodeJS.ProcessEnv, home: string) => string;
  cacheProblem: (folder: string) => string | null;
}>('set-up/cache-folder.mjs');
const { packagesMatch } = await loadScript<{
  packagesMatch: (wanted: Lockfile, installed: Lockfile) => boolean;
}>('set-up/packages.mjs');
const { hasLostItsSource } = await loadScript<{
  hasLostItsSource: (compiled: string, exists: (path: string) => boolean) => boolean;
}>('set-up/compile.mjs');
const { verifyFile } = await loadScript<{ verifyFile: (file: string, sha256: string) => Promise<void> }>(
  'set-up/engine/unpack-wheel.mjs',
);
const { withLock } = await loadScript<{
  withLock: <T>(folder: string, name: string, work: () => Promise<T>) => Promise<T>;
}>('set-up/lock.mjs');

const folder = mkdtempSync(join(tmpdir(), 'labmate-set-up-'));
after(() => rmSync(folder, { recursive: true }));

describe('checkNodeVersion', () => {
  it('takes Node 20 and newer, and says what to do about older ones', () => {
    checkNodeVersion('20.0.0');
    checkNodeVersion('24.1.0');
    assert.throws(
      () => checkNodeVersion('18.20.4'),
      /needs Node\.js 20 or newer, and this is 18\.20\.4\. Install/,
    );
  });
});

describe('cacheFolder', () => {
  it('is LABMATE_CACHE, else the XDG folder, else ~/.cache', () => {
    assert.equal(cacheFolder({ LABMATE_CACHE: '/big', XDG_CACHE_HOME: '/xdg' }, '/home/kim'), '/big');
    assert.equal(cacheFolder({ XDG_CACHE_HOME: '/xdg' }, '/home/kim'), '/xdg/labmate');
    assert.equal(cacheFolder({ XDG_CACHE_HOME: 'relative' }, '/home/kim'), '/home/kim/.cache/labmate');
    assert.equal(cacheFolder({}, '/home/kim'), '/home/kim/.cache/labmate');
  });

  it('names LABMATE_CACHE when the folder cannot be made', () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    assert.match(
      cacheProblem(join(file, 'below')) ?? '',
      /cannot write its cache folder .*set LABMATE_CACHE to a folder that you can write/,
    );
    assert.equal(cacheProblem(join(folder, 'new', 'cache')), null);
  });
});

describe('packagesMatch', () => {
  const zod = { version: '4.6.7', integrity: 'sha512-a' };
  const wanted = { packages: { '': {}, 'node_modules/zod': zod } };

  it('accepts an install by hand with the same versions and hashes', () => {
    const resolved = { ...zod, resolved: 'somewhere' };
    assert.equal(packagesMatch(wanted, { packages: { 'node_modules/zod': resolved } }), true);
  });

  it('asks for an install when a package is missing or another', () => {
    assert.equal(packagesMatch(wanted, { packages: {} }), false);
    const other = { ...zod, version: '4.6.6' };
    assert.equal(packagesMatch(wanted, { packages: { 'node_modules/zod': other } }), false);
  });

  it('does not miss optional packages of other platforms', () => {
    const windows = { version: '1.0.0', integrity: 'sha512-b', optional: true };
    const both = { packages: { ...wanted.packages, 'node_modules/canvas-win32': windows } };
    assert.equal(packagesMatch(both, { packages: { 'node_modules/zod': zod } }), true);
  });
});

describe('hasLostItsSource', () => {
  it('finds compiled files whose source was deleted', () => {
    const sources = ['src/main.ts', 'src/practice/page/sheet.tsx'];
    const lost = (file: string): boolean => hasLostItsSource(file, (path) => sources.includes(path));
    assert.equal(lost('src/main.js'), false);
    assert.equal(lost('src/main.js.map'), false);
    assert.equal(lost('src/practice/page/sheet.js'), false);
    assert.equal(lost('commands/old.js'), true);
  });
});

describe('verifyFile', () => {
  const file = join(folder, 'tensorflow.whl');
  writeFileSync(file, 'the wheel');
  const hash = createHash('sha256').update('the wheel').digest('hex');

  it('accepts the pinned file', () => verifyFile(file, hash));

  it('refuses another, naming both hashes and what to check', async () => {
    await assert.rejects(verifyFile(file, '0'.repeat(64)), (error) => {
      assert.ok(error instanceof Error);
      assert.match(error.message, /tensorflow\.whl is not the file that Labmate pins/);
      assert.ok(error.message.includes(hash));
      assert.match(error.message, /check which package index pip uses/);
      return true;
    });
  });
});

describe('withLock', () => {
  it('lets one set-up work at a time', async () => {
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      most = Math.max(most, ++inside);
      await new Promise((resolve) => setImmediate(resolve));
      inside--;
    };
    await Promise.all([withLock(folder, 'one', work), withLock(folder, 'one', work)]);
    assert.equal(most, 1);
    assert.equal(existsSync(join(folder, 'one.lock')), false);
  });

  it('takes over from a set-up that died', async () => {
    const dead = { pid: 2 ** 22 + 1, host: (await import('node:os')).hostname() };
    writeFileSync(join(folder, 'two.lock'), JSON.stringify(dead));
    assert.equal(await withLock(folder, 'two', () => Promise.resolve('done')), 'done');
  });

  it('takes over from a set-up that died while it wrote the lock', async () => {
    const file = join(folder, 'half.lock');
    writeFileSync(file, '{"pid":1');
    utimesSync(file, 0, 0);
    assert.equal(await withLock(folder, 'half', () => Promise.resolve('done')), 'done');
  });

  it('lets the work go on where no lock can be written', async () => {
    const file = join(folder, 'no-folder');
    writeFileSync(file, '');
    assert.equal(await withLock(join(file, 'below'), 'four', () => Promise.resolve('done')), 'done');
  });

  it('is free again after work that failed', async () => {
    const failing = withLock(folder, 'three', () => Promise.reject(new Error('no')));
    await assert.rejects(failing, /no/);
    assert.equal(await withLock(folder, 'three', () => Promise.resolve('done')), 'done');
  });
});
