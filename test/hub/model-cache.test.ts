import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { ModelCache } from '../../src/hub/model-cache.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { ID } from './fixture.js';

const commit = 'c'.repeat(40);
const etag = createHash('sha256').update('weights').digest('hex');
const file = { path: 'model.safetensors', size: 7, etag, hash: 'sha256' } as const;

describe('a cache where links cannot be made', () => {
  const makeLink = () => Promise.reject(Object.assign(new Error('not permitted'), { code: 'EPERM' }));
  const open = () => {
    const cache = new ModelCache(temporaryFolder(), ID, { makeLink });
    mkdirSync(cache.blobs, { recursive: true });
    writeFileSync(cache.blob(file), 'weights');
    return cache;
  };

  it('has a file that came in the snapshot itself', async () => {
    const cache = open();
    await cache.place(commit, file, { fresh: true });
    const path = join(cache.snapshot(commit), file.path);
    assert.ok(lstatSync(path).isFile());
    assert.equal(readFileSync(path, 'utf8'), 'weights');
    assert.deepEqual(readdirSync(cache.blobs), []);
    assert.ok(await cache.hasFile(commit, file));
  });

  it('keeps a blob that was there before', async () => {
    const cache = open();
    await cache.place(commit, file, { fresh: false });
    assert.deepEqual(readdirSync(cache.snapshot(commit)), [file.path]);
    assert.deepEqual(readdirSync(cache.blobs), [etag]);
  });
});

it("the cache is where Python's is, and ~ is the home", () => {
  const before = { ...process.env };
  try {
    for (const name of ['HF_HUB_CACHE', 'HUGGINGFACE_HUB_CACHE', 'HF_HOME', 'XDG_CACHE_HOME'])
      delete process.env[name];
    assert.equal(new ModelCache(undefined, ID).root, join(homedir(), '.cache', 'huggingface', 'hub'));
    process.env['HF_HOME'] = '~/models';
    assert.equal(new ModelCache(undefined, ID).root, join(homedir(), 'models', 'hub'));
    process.env['HF_HUB_CACHE'] = '/srv/hub';
    assert.equal(new ModelCache(undefined, ID).blobs, '/srv/hub/models--team--korean-tiny/blobs');
  } finally {
    process.env = before;
  }
});
