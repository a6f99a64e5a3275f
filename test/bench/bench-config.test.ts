import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { defaultConfigs, pickConfigs } from '../../src/bench/bench-config.js';

const names = (typed: string | undefined) => pickConfigs(typed).map(({ name }) => name);

describe('configurations of the engine benchmark', () => {
  it('are the default ones where nothing is typed', () => {
    assert.deepEqual(pickConfigs(undefined), defaultConfigs);
    assert.equal(new Set(names(undefined)).size, 8);
  });

  it('may be any, spelt with hyphens or spaces', () => {
    const [config] = pickConfigs('2x128-4x32-dropout-0.25');
    assert.deepEqual(config, {
      name: '2x128 4x32 dropout 0.25',
      ...{ kind: 'train', layers: 2, width: 128, batch: 4, length: 32, dropout: 0.25 },
      target: {},
    });
    assert.deepEqual(pickConfigs('2x128 4x32 dropout 0.25'), [config]);
    assert.equal(pickConfigs('2x128-4x32-predict')[0]?.kind, 'predict');
    assert.equal(pickConfigs('2x128-4x32-epoch')[0]?.kind, 'epoch');
  });

  it('keep what is asked of a default one, and a whole name means that one alone', () => {
    assert.deepEqual(pickConfigs('12x256-32x64'), [defaultConfigs[0]]);
    assert.equal(defaultConfigs[0]?.target.ratio, 0.95);
  });

  it('may be a part of default names, each once', () => {
    assert.deepEqual(names('dropout'), ['12x256 32x64 dropout 0.1', '4x128 16x64 dropout 0.1']);
    assert.deepEqual(names('4x128-16x64,4x128 16x64,predict'), [
      '4x128 16x64',
      '12x256 64x64 predict',
      '4x128 64x64 predict',
    ]);
  });

  for (const typed of ['', '12x250-2x8', '0x64-2x8', '1x64-2x1024', '1x64', '1x64-2x8-dropout-1', 'banana'])
    it(`are refused with an example: “${typed}”`, () => {
      assert.throws(() => pickConfigs(typed), /There is no configuration “.*configs:12x256-32x64/);
    });
});
