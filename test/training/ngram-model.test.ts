import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { packBatch, toTensors } from '../../src/training/batches.js';
import type { Features } from '../../src/training/model.js';
import { NgramModel } from '../../src/training/ngram-model.js';
import { loadEngine } from '../../src/tensorflow/load-engine.js';

const { tf } = await loadEngine();
const settings = {
  orders: [1, 2],
  buckets: 4096,
  scale: 10,
  labels: ['joy', 'fear'],
  maxlen: 100,
  dropout: 0,
};
const model = new NgramModel(tf, settings);
const idsOf = (text: string, target: string | null = null) => [...Array.from(model.encode(text, target).ids)];

const batchOf = (texts: Features[]) => toTensors(tf, packBatch(model.padId, texts));

describe('NgramModel', () => {
  it('counts an n-gram once, however often a text has it', () => {
    assert.equal(new Set(idsOf('하하하하')).size, idsOf('하하하하').length);
    assert.deepEqual(idsOf('하하하하'), idsOf('하하하'));
  });

  it('takes characters, not UTF-16 halves, and cuts a text at maxlen characters', () => {
    assert.equal(idsOf('😀').length, 4);
    assert.deepEqual(idsOf('가'.repeat(100) + '나'), idsOf('가'.repeat(100)));
  });

  it('keeps the target word apart from the text', () => {
    const { ids, types } = model.encode('표 구하길', '표');
    const inTarget = Array.from(ids).filter((_, i) => types[i] === 1);
    assert.equal(inTarget.length, 4);
    assert.ok(inTarget.every((id) => !idsOf('표 구하길').includes(id)));
  });

  it('gives a text the same logits alone and beside a longer one', () => {
    const [table] = model.variables;
    table?.variable.assign(tf.randomNormal([4096, 2], 0, 1, 'float32', 7));
    const [short, long] = ['하늘', '하늘이 맑고 바람이 좋다'].map((text) => model.encode(text, null));
    assert.ok(short && long);
    const alone = model.forward(batchOf([short])).arraySync()[0] ?? [];
    const beside = model.forward(batchOf([short, long])).arraySync()[0] ?? [];
    for (const [i, logit] of alone.entries()) assert.ok(Math.abs(logit - (beside[i] ?? NaN)) < 1e-4);
  });

  it('answers an empty text with its bias', () => {
    const logits = model.forward(batchOf([{ ids: [], types: [] }])).arraySync();
    assert.deepEqual(logits, [[0, 0]]);
  });
});
