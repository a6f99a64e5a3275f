import assert from 'node:assert/strict';
import { lstatSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { LoopbackHub } from '../support/loopback-hub.js';
import { blobsOf, holds, ID, modelFiles, NEEDED, openCache, partOf, sha256, WEIGHTS } from './fixture.js';

describe('a model of the hub', () => {
  let hub: LoopbackHub;
  before(async () => {
    hub = await LoopbackHub.start();
  });
  beforeEach(() => void hub.requests.splice(0));
  after(() => hub.stop());

  it('comes with config, tokenizer and weights, and nothing else', async () => {
    const files = modelFiles();
    const commit = hub.publish(ID, files);
    const { cache, fetch } = openCache(hub);
    const folder = join(partOf(cache), 'snapshots', commit);
    assert.deepEqual(await fetch(), { folder, commit, fetched: 4, offline: false });
    assert.ok(holds(folder, files, NEEDED));
  });

  it("lies in the cache as Python's huggingface_hub lays it", async () => {
    const files = modelFiles();
    const commit = hub.publish(ID, files);
    const { cache, fetch } = openCache(hub);
    const { folder } = await fetch();
    assert.equal(readFileSync(join(partOf(cache), 'refs', 'main'), 'utf8'), commit);
    const blob = sha256(files[WEIGHTS] ?? Buffer.of());
    assert.equal(readlinkSync(join(folder, WEIGHTS)), `../../blobs/${blob}`);
    // `git hash-object` of that vocab.txt.
    assert.equal(
      readlinkSync(join(folder, 'vocab.txt')),
      '../../blobs/754b106f523ce7524bfc06708e653eac978aa2eb',
    );
    assert.equal(blobsOf(cache).length, 4);
  });

  it('is not fetched again, and a commit is not even asked for', async () => {
    const commit = hub.publish(ID, modelFiles());
    const { fetch } = openCache(hub);
    const first = await fetch();
    hub.requests.splice(0);
    assert.deepEqual(await fetch(), { ...first, fetched: 0 });
    assert.equal(hub.downloads().length, 0);
    hub.requests.splice(0);
    assert.deepEqual(await fetch(commit), { ...first, fetched: 0 });
    assert.equal(hub.requests.length, 0);
  });

  it('is fetched by its commit, which leaves no reference', async () => {
    const commit = hub.publish(ID, modelFiles());
    const { cache, fetch } = openCache(hub);
    assert.equal((await fetch(commit)).commit, commit);
    assert.ok(!readdirSync(partOf(cache)).includes('refs'));
  });

  it('takes from a cache that another program filled what is there, and fetches the rest', async () => {
    const files = modelFiles();
    hub.publish(ID, files);
    const { fetch, cache } = openCache(hub);
    const { folder } = await fetch();
    // Python writes no notes of what a commit has not, and may have stopped before the tokenizer.
    rmSync(join(partOf(cache), '.no_exist'), { recursive: true });
    rmSync(join(folder, 'vocab.txt'));
    rmSync(join(folder, WEIGHTS));
    hub.requests.splice(0);
    assert.equal((await fetch()).fetched, 0);
    assert.equal(hub.downloads().length, 0);
    assert.ok(holds(folder, files, NEEDED));
  });

  it('fetches again what the cache has in another size', async () => {
    const files = modelFiles();
    hub.publish(ID, files);
    const { fetch, cache } = openCache(hub);
    const { folder } = await fetch();
    writeFileSync(join(partOf(cache), 'blobs', sha256(files[WEIGHTS] ?? Buffer.of())), 'cut');
    assert.equal((await fetch()).fetched, 1);
    assert.ok(holds(folder, files, NEEDED));
  });

  it('follows a branch to its next commit and fetches what changed', async () => {
    const files = modelFiles();
    hub.publish(ID, files);
    const { fetch, cache } = openCache(hub);
    const first = await fetch();
    const changed = { ...files, 'vocab.txt': Buffer.from('[PAD]\n[UNK]\n마음\n') };
    const commit = hub.publish(ID, changed);
    const second = await fetch();
    assert.deepEqual([second.commit, second.fetched], [commit, 1]);
    assert.ok(holds(first.folder, files, NEEDED));
    assert.ok(holds(second.folder, changed, NEEDED));
    assert.equal(readFileSync(join(partOf(cache), 'refs', 'main'), 'utf8'), commit);
  });

  it('keeps a revision with slashes', async () => {
    const commit = hub.publish(ID, modelFiles(), { revision: 'refs/pr/3' });
    const { fetch, cache } = openCache(hub);
    await fetch('refs/pr/3');
    assert.equal(readFileSync(join(partOf(cache), 'refs', 'refs', 'pr', '3'), 'utf8'), commit);
  });

  it('comes over a listing of several pages, and under the name that it had before', async () => {
    const files = modelFiles();
    hub.publish('team/old-name', files);
    hub.rename('team/old-name', 'team/new-name');
    hub.publish(ID, {});
    hub.rename(ID, 'team/new-name');
    hub.publish('team/new-name', files);
    hub.pageSize = 2;
    const { fetch } = openCache(hub);
    const { folder } = await fetch();
    assert.ok(holds(folder, files, NEEDED));
  });
});

it('tells how much has come, of each file and in all', async () => {
  const hub = await LoopbackHub.start();
  try {
    const files = modelFiles();
    hub.publish(ID, files);
    const { fetch, progress, cache } = openCache(hub);
    await fetch();
    const sizeInAll = NEEDED.reduce((sum, name) => sum + (files[name]?.length ?? 0), 0);
    assert.deepEqual([...new Set(progress.map(({ file }) => file))].sort(), NEEDED);
    assert.ok(progress.every((step) => step.sizeInAll === sizeInAll && step.received <= step.size));
    assert.deepEqual(progress.at(-1), {
      file: WEIGHTS,
      received: 300_000,
      size: 300_000,
      receivedInAll: sizeInAll,
      sizeInAll,
    });
    assert.ok(blobsOf(cache).every((name) => lstatSync(join(partOf(cache), 'blobs', name)).isFile()));
  } finally {
    await hub.stop();
  }
});
