import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { LoopbackHub } from '../support/loopback-hub.js';
import { holds, ID, openCache, says } from './fixture.js';

describe('the weights of a model', () => {
  let hub: LoopbackHub;
  before(async () => {
    hub = await LoopbackHub.start();
  });
  after(() => hub.stop());
  const small = { 'config.json': Buffer.from('{}'), 'tokenizer.json': Buffer.from('{"a":1}') };
  const index = (...shards: string[]) =>
    Buffer.from(
      JSON.stringify({
        metadata: {},
        weight_map: Object.fromEntries(shards.map((shard, n) => [`w${n}`, shard])),
      }),
    );

  it('are the shards that an index names', async () => {
    const files = {
      ...small,
      'model.safetensors.index.json': index(
        'model-1-of-2.safetensors',
        'model-2-of-2.safetensors',
        'model-1-of-2.safetensors',
      ),
      'model-1-of-2.safetensors': randomBytes(2000),
      'model-2-of-2.safetensors': randomBytes(1000),
      'other.safetensors': randomBytes(1000),
      'pytorch_model.bin': randomBytes(1000),
    };
    hub.publish(ID, files);
    const { fetch, progress } = openCache(hub);
    const { folder, fetched } = await fetch();
    const names = Object.keys(files).slice(0, 5);
    assert.ok(holds(folder, files, names));
    assert.equal(fetched, 5);
    const { receivedInAll, sizeInAll } = progress.at(-1) ?? {};
    assert.deepEqual([receivedInAll, sizeInAll], [3009, 3009]);
  });

  it('are pytorch_model.bin, or its shards, where there are no safetensors', async () => {
    const whole = { ...small, 'pytorch_model.bin': randomBytes(1000), 'tf_model.h5': randomBytes(10) };
    hub.publish(ID, whole);
    assert.ok(
      holds((await openCache(hub).fetch()).folder, whole, [...Object.keys(small), 'pytorch_model.bin']),
    );
    const spread = {
      ...small,
      'pytorch_model.bin.index.json': index('a-1.bin'),
      'a-1.bin': randomBytes(1000),
    };
    hub.publish(ID, spread);
    assert.ok(holds((await openCache(hub).fetch()).folder, spread, Object.keys(spread)));
  });

  it('cannot be fetched over an index that leads elsewhere or nowhere', async () => {
    const name = 'model.safetensors.index.json';
    for (const [text, why] of [
      [index('../../../x.safetensors'), /names no files of weights beside it/],
      [index('/etc/x.safetensors'), /names no files of weights beside it/],
      [index(), /names no files of weights beside it/],
      [Buffer.from('<html>'), /names no files of weights beside it/],
      [index('gone.safetensors'), /names gone\.safetensors, which is not there/],
    ] as const) {
      hub.publish(ID, { ...small, [name]: text });
      await assert.rejects(openCache(hub).fetch(), says('hub.no-shard', why));
    }
  });
});
