import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { LoopbackHub } from '../support/loopback-hub.js';
import { holds, ID, modelFiles, NEEDED, openCache, partOf, says, WEIGHTS } from './fixture.js';

describe('while the hub is out of reach', () => {
  let hub: LoopbackHub;
  beforeEach(async () => {
    hub = await LoopbackHub.start();
  });
  afterEach(() => hub.stop());

  it('the earlier snapshot of the revision is used, and it is said', async () => {
    const files = modelFiles();
    hub.publish(ID, files);
    const { fetch, lines } = openCache(hub);
    const { folder, commit } = await fetch();
    await hub.stop();
    assert.deepEqual(await fetch(), { folder, commit, fetched: 0, offline: true });
    assert.ok(lines.some((line) => line.includes(`using the snapshot ${commit}`)));
    hub = await LoopbackHub.start();
    hub.fault({ on: '/api/', kind: 'status', status: 503, times: 9 });
    assert.equal((await fetch('main', { endpoint: hub.endpoint })).offline, true);
  });

  it('it is used, too, where the next commit stops coming half-way', async () => {
    const files = modelFiles();
    hub.publish(ID, files);
    const { fetch } = openCache(hub);
    const { commit } = await fetch();
    const next = modelFiles();
    hub.publish(ID, next);
    hub.fault({ on: 'cdn:', kind: 'cut', after: -1, times: 5 });
    const offline = await fetch();
    assert.deepEqual([offline.commit, offline.offline], [commit, true]);
    const online = await fetch();
    assert.equal(online.offline, false);
    assert.ok(holds(online.folder, next, NEEDED));
  });

  it('a snapshot of which a part is missing is not used', async () => {
    hub.publish(ID, modelFiles());
    const { fetch, cache } = openCache(hub);
    const { folder, commit } = await fetch();
    await hub.stop();
    for (const name of [WEIGHTS, 'vocab.txt', 'config.json']) {
      renameSync(join(folder, name), join(folder, 'away'));
      for (const revision of ['main', commit])
        await assert.rejects(
          fetch(revision),
          says('hub.unreachable', /cannot be reached \(ECONNREFUSED\)/),
          `without ${name}`,
        );
      renameSync(join(folder, 'away'), join(folder, name));
    }
    assert.equal((await fetch()).offline, true);
    writeFileSync(join(partOf(cache), 'refs', 'main'), `../snapshots/${commit}`);
    await assert.rejects(fetch(), says('hub.unreachable', /korean-tiny@main/));
    await assert.rejects(fetch('v2'), says('hub.unreachable', /korean-tiny@v2/));
    rmSync(partOf(cache), { recursive: true });
    await assert.rejects(fetch(), says('hub.unreachable', /HF_ENDPOINT/));
  });

  it('a snapshot without one of its shards is not used, nor one without an index that can be read', async () => {
    const shards = { 'a-1.safetensors': randomBytes(100), 'a-2.safetensors': randomBytes(200) };
    const weight_map = Object.fromEntries(Object.keys(shards).map((name) => [`of ${name}`, name]));
    const index = 'model.safetensors.index.json';
    const small = { 'config.json': Buffer.from('{}'), 'tokenizer.json': Buffer.from('{"a":1}') };
    hub.publish(ID, { ...small, ...shards, [index]: Buffer.from(JSON.stringify({ weight_map })) });
    const { fetch } = openCache(hub);
    const { folder, commit } = await fetch();
    await hub.stop();
    assert.equal((await fetch(commit)).offline, false);
    renameSync(join(folder, 'a-2.safetensors'), join(folder, 'away'));
    await assert.rejects(fetch(commit), says('hub.unreachable', /korean-tiny/));
    renameSync(join(folder, 'away'), join(folder, 'a-2.safetensors'));
    writeFileSync(join(folder, index), '{');
    await assert.rejects(fetch(commit), says('hub.unreachable', /korean-tiny/));
  });

  it('a commit that another program put there is used after asking in vain', async () => {
    hub.publish(ID, modelFiles());
    const { fetch, cache } = openCache(hub);
    const { commit } = await fetch();
    rmSync(join(partOf(cache), '.no_exist'), { recursive: true });
    await hub.stop();
    assert.equal((await fetch(commit)).offline, true);
  });

  it('no older snapshot hides that a model is gone', async () => {
    hub.publish(ID, modelFiles());
    const { fetch } = openCache(hub);
    await fetch();
    hub.fault({ on: '/api/', kind: 'status', status: 404 });
    await assert.rejects(fetch(), says('hub.no-model', /has no model/));
  });
});
