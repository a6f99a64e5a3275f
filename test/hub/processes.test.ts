import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { LoopbackHub } from '../support/loopback-hub.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { blobsOf, holds, ID, modelFiles, NEEDED, openCache, partOf, sha256, WEIGHTS } from './fixture.js';

const script = fileURLToPath(new URL('./fetching-child.js', import.meta.url));

describe('processes that share a cache', () => {
  let hub: LoopbackHub;
  let files: Record<string, Buffer>;
  const children: ChildProcess[] = [];
  before(async () => {
    hub = await LoopbackHub.start();
  });
  beforeEach(() => {
    files = modelFiles();
    hub.publish(ID, files);
    hub.requests.splice(0);
  });
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
  });
  after(() => hub.stop());

  const start = (cache: string) => {
    const child = spawn(process.execPath, [script, hub.endpoint, cache], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    return child;
  };
  const fromCdn = () => hub.requests.filter(({ server }) => server === 'cdn');

  it('go on with what a process left that was killed', async () => {
    hub.fault({ on: 'cdn:', kind: 'stall', after: 150_000 });
    const { cache, fetch } = openCache(hub);
    const child = start(cache);
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const { folder, fetched } = await fetch();
    assert.equal(fetched, 1);
    assert.ok(holds(folder, files, NEEDED));
    const from = Number(/^bytes=(\d+)-$/.exec(fromCdn()[1]?.headers.range ?? '')?.[1]);
    assert.ok(from >= 50_000 && from <= 150_000);
    assert.equal(blobsOf(cache).length, 4);
  });

  it('wait for the one that began, and take over when it dies', async () => {
    hub.fault({ on: 'cdn:', kind: 'stall', after: 150_000 });
    const { cache, fetch, progress } = openCache(hub);
    const child = start(cache);
    await once(child.stdout, 'data');
    let tellWaiting = () => {};
    const waiting = new Promise<void>((resolve) => (tellWaiting = resolve));
    const fetching = fetch('main', {
      onProgress: (step) => {
        progress.push(step);
        if (step.file === WEIGHTS) tellWaiting();
      },
    });
    await waiting;
    assert.equal(fromCdn().length, 1);
    assert.ok((progress.at(-1)?.received ?? 0) >= 50_000);
    child.kill('SIGKILL');
    assert.ok(holds((await fetching).folder, files, NEEDED));
    assert.equal(fromCdn().length, 2);
  });

  it('and two callers in one process fetch once', async () => {
    const cache = temporaryFolder();
    const both = [openCache(hub, cache), openCache(hub, cache)].map(({ fetch }) => fetch());
    for (const { folder } of await Promise.all(both)) assert.ok(holds(folder, files, NEEDED));
    assert.equal(fromCdn().length, 1);
  });

  it('all get it whole, whoever is first', async () => {
    const cache = temporaryFolder();
    const started = [start(cache), start(cache)].map(({ stdout }) => text(stdout));
    const here = [openCache(hub, cache), openCache(hub, cache)].map(({ fetch }) => fetch());
    for (const { folder } of await Promise.all(here)) assert.ok(holds(folder, files, NEEDED));
    for (const printed of await Promise.all(started)) assert.match(printed, /"folder"/);
    assert.deepEqual(
      blobsOf(cache).filter((name) => name.includes('incomplete')),
      [],
    );
  });

  it('go on with what another host left, but not with what other programs did', async () => {
    const { cache, fetch } = openCache(hub);
    const weights = files[WEIGHTS] ?? Buffer.of();
    const blob = join(partOf(cache), 'blobs', sha256(weights));
    mkdirSync(dirname(blob), { recursive: true });
    const left = (owner: string, bytes: number, seconds: number) => {
      writeFileSync(`${blob}.${owner}.incomplete`, weights.subarray(0, bytes));
      utimesSync(`${blob}.${owner}.incomplete`, new Date(), new Date(Date.now() - seconds * 1000));
    };
    left('0a1b2c3d', 250_000, 1000);
    left('another0.7.700.aaaaaaaa', 200_000, 60);
    left('another0.8.800.bbbbbbbb', 100_000, 60);
    assert.ok(holds((await fetch()).folder, files, NEEDED));
    assert.deepEqual(
      fromCdn().map(({ headers }) => headers.range),
      ['bytes=200000-'],
    );
    const still = blobsOf(cache).filter((name) => name.includes('incomplete'));
    assert.deepEqual(still, [`${basename(blob)}.0a1b2c3d.incomplete`]);
  });

  it('wait for another host until it is silent for long', async () => {
    const { cache, fetch } = openCache(hub);
    const blob = join(partOf(cache), 'blobs', sha256(files[WEIGHTS] ?? Buffer.of()));
    const partial = `${blob}.another0.7.700.aaaaaaaa.incomplete`;
    mkdirSync(dirname(blob), { recursive: true });
    writeFileSync(partial, (files[WEIGHTS] ?? Buffer.of()).subarray(0, 100_000));
    let looks = 0;
    const { folder } = await fetch('main', {
      onProgress: ({ file, received }) => {
        if (file !== WEIGHTS || looks++ > 0) return;
        assert.equal(received, 100_000);
        assert.equal(fromCdn().length, 0);
        utimesSync(partial, new Date(), new Date(Date.now() - 60_000));
      },
    });
    assert.ok(holds(folder, files, NEEDED));
    assert.equal(fromCdn()[0]?.headers.range, 'bytes=100000-');
  });

  it('begin again where somebody cleaned the cache meanwhile', async () => {
    const { cache, fetch } = openCache(hub);
    hub.fault({ on: 'cdn:', kind: 'cut', after: 150_000 });
    let cleaned = 0;
    const { folder } = await fetch('main', {
      onProgress: ({ received }) => {
        if (cleaned > 0 || received < 50_000) return;
        const partials = blobsOf(cache).filter((name) => name.includes('incomplete'));
        for (const name of partials) rmSync(join(partOf(cache), 'blobs', name));
        cleaned = partials.length;
      },
    });
    assert.equal(cleaned, 1);
    assert.ok(holds(folder, files, NEEDED));
  });

  it('do not go on with wrong bytes that were left', async () => {
    const { cache, fetch } = openCache(hub);
    hub.fault({ on: 'cdn:', kind: 'status', status: 404, times: 5 });
    await assert.rejects(fetch());
    const [left = ''] = blobsOf(cache).filter((name) => name.includes('incomplete'));
    writeFileSync(join(partOf(cache), 'blobs', left), Buffer.alloc(200_000));
    assert.ok(holds((await fetch()).folder, files, NEEDED));
  });
});
