import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { fetchModel } from '../../src/hub/fetch-model.js';
import { LoopbackHub } from '../support/loopback-hub.js';
import { smallDisk } from '../support/small-disk.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { holds, ID, modelFiles, NEEDED, openCache, partOf, says, TOKEN } from './fixture.js';

let hub: LoopbackHub;
before(async () => {
  hub = await LoopbackHub.start();
  hub.tokens.add(TOKEN);
});
beforeEach(() => void hub.requests.splice(0));
after(() => hub.stop());

describe('the token', () => {
  it('opens what is private, and goes to the hub alone', async () => {
    const files = modelFiles();
    hub.publish(ID, files, { access: 'private' });
    const { fetch, lines } = openCache(hub);
    const { folder } = await fetch('main', { token: TOKEN });
    assert.ok(holds(folder, files, NEEDED));
    for (const { server, headers } of hub.requests)
      assert.equal(headers.authorization, server === 'hub' ? `Bearer ${TOKEN}` : undefined);
    assert.deepEqual(new Set(hub.requests.map(({ server }) => server)), new Set(['hub', 'cdn']));
    assert.ok(lines.every((line) => !line.includes('secret')));
  });

  it('is asked for where it is missing, and refused where it is not one', async () => {
    const { fetch } = openCache(hub);
    await assert.rejects(fetch(), says('hub.token-missing', /team\/korean-tiny.*HF_TOKEN in \.env/));
    const wrong = { token: 'hf_anotherSECRET' };
    await assert.rejects(
      fetch('main', wrong),
      says('hub.token-refused', /does not accept HF_TOKEN for team/),
    );
    const broken = { token: `${TOKEN}\nX: y` };
    await assert.rejects(fetch('main', broken), says('hub.token', /HF_TOKEN holds spaces/));
  });

  it('of an account that did not accept the conditions is told where to', async () => {
    hub.publish('team/gated', modelFiles(), { access: 'gated' });
    const { cache } = openCache(hub);
    const fetching = fetchModel({ id: 'team/gated', revision: 'main' }, { endpoint: hub.endpoint, cache });
    await assert.rejects(
      fetching,
      says('hub.gated', /Accept them on http:\/\/127\.0\.0\.1:\d+\/team\/gated,/),
    );
  });
});

describe('a model that cannot be fetched', () => {
  const other = (id: string, revision = 'main') =>
    fetchModel({ id, revision }, { endpoint: hub.endpoint, token: TOKEN, cache: temporaryFolder() });

  it('is not there, or not in this revision', async () => {
    await assert.rejects(
      other('team/nothing'),
      says('hub.no-model', /has no model team\/nothing\. Check the spelling/),
    );
    hub.publish('team/other', modelFiles());
    await assert.rejects(
      other('team/other', 'v9'),
      says('hub.no-revision', /team\/other has no revision v9/),
    );
    await assert.rejects(other('../etc'), says('hub.id', /Write owner\/name/));
  });

  it('has no config.json, or no weights that can be read, and it says what there is', async () => {
    hub.publish('team/bare', { 'model.safetensors': randomBytes(10) });
    await assert.rejects(other('team/bare'), says('hub.no-config', /team\/bare has no config\.json/));
    hub.publish('team/bare', {
      'config.json': Buffer.of(1),
      'tf_model.h5': randomBytes(10),
      'a.md': Buffer.of(1),
    });
    await assert.rejects(other('team/bare'), says('hub.no-weights', /\(there are tf_model\.h5\)/));
    assert.equal(hub.downloads().length, 0);
  });

  it('comes from a hub that is out of order, or that is none', async () => {
    hub.publish(ID, modelFiles());
    const { fetch } = openCache(hub);
    hub.fault({ on: '/api/', kind: 'status', status: 502, times: 5 });
    await assert.rejects(fetch(), says('hub.down', /answered 502 each time/));
    hub.fault({ on: '/api/', kind: 'status', status: 429, times: 5 });
    await assert.rejects(fetch(), says('hub.busy', /\(429\)/));
    hub.fault({ on: '/api/', kind: 'status', status: 451 });
    await assert.rejects(fetch(), says('hub.refused', /answered 451/));
    hub.fault({ on: '/api/', kind: 'status', status: 200 });
    await assert.rejects(fetch(), says('hub.answer', /cannot be read.*HF_ENDPOINT/s));
    for (const endpoint of ['huggingface', 'ftp://a', 'https://me:secret@hub', 'https://hub/?key=secret'])
      await assert.rejects(fetch('main', { endpoint }), says('hub.endpoint', /HF_ENDPOINT/));
  });
});

describe('the disk', () => {
  it('is looked at before a transfer that it cannot hold', async () => {
    const { fetch } = openCache(hub);
    hub.publish(ID, modelFiles());
    // More than any disk has.
    hub.tamper = (entry) => ({ ...entry, ...(entry.lfs ? { lfs: { ...entry.lfs, size: 2 ** 52 } } : {}) });
    try {
      await assert.rejects(
        fetch('main', { token: TOKEN }),
        says('hub.disk-short', /needs 4\.5 PB more in .*, where .* are free/),
      );
    } finally {
      hub.tamper = undefined;
    }
    assert.equal(hub.downloads().length, 0);
  });

  it('is full in the middle', async (t) => {
    const disk = smallDisk(1);
    if (!disk) return t.skip('no small disk can be mounted here');
    hub.publish(ID, modelFiles(800_000));
    hub.onRequest = (path) => {
      if (path.endsWith('/model.safetensors')) writeFileSync(join(disk, 'filler'), Buffer.alloc(700_000));
    };
    const { fetch } = openCache(hub, disk);
    try {
      await assert.rejects(fetch('main', { token: TOKEN }), says('hub.disk-full', /the disk of .* is full/));
    } finally {
      hub.onRequest = undefined;
    }
  });

  it('may not be written to', async (t) => {
    if (process.getuid?.() === 0) {
      const { fetch, cache } = openCache(hub);
      writeFileSync(partOf(cache), 'in the way');
      return assert.rejects(
        fetch('main', { token: TOKEN }),
        says('hub.cache', /cannot be put into .*HF_HUB_CACHE/),
      );
    }
    const { fetch, cache } = openCache(hub);
    mkdirSync(partOf(cache));
    chmodSync(partOf(cache), 0o500);
    t.after(() => chmodSync(partOf(cache), 0o700));
    await assert.rejects(fetch('main', { token: TOKEN }), says('hub.cache', /HF_HUB_CACHE/));
  });
});

describe('a person who stops a download', () => {
  it('is told that it can go on, and it does', async () => {
    const files = modelFiles();
    hub.publish(ID, files);
    const { fetch } = openCache(hub);
    const stop = new AbortController();
    const options = {
      token: TOKEN,
      signal: stop.signal,
      onProgress: ({ file, received }: { file: string; received: number }) => {
        if (file === 'model.safetensors' && received > 0) stop.abort();
      },
    };
    hub.fault({ on: 'cdn:', kind: 'stall', after: 100_000 });
    await assert.rejects(fetch('main', options), says('hub.aborted', /was stopped.*go on from there/s));
    hub.requests.splice(0);
    const { folder, fetched } = await fetch('main', { token: TOKEN });
    assert.equal(fetched, 1);
    assert.ok(holds(folder, files, NEEDED));
    assert.match(hub.requests.at(-1)?.headers.range ?? '', /^bytes=[1-9]/);
  });
});
