import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { spreadSet } from '../../src/runs/parse-set.js';

describe('set', () => {
  for (const [text, spread] of [
    ['gamma_neg=1 gamma_pos=0', { gamma_neg: '1', gamma_pos: '0' }],
    ['  gamma_neg : 1;gamma_pos=0 ; ', { gamma_neg: '1', gamma_pos: '0' }],
    ['data="my data" others=drop', { data: 'my data', others: 'drop' }],
    ['pos_weight=1,2,3.5', { pos_weight: '1,2,3.5' }],
    ['model=klue/bert-base@main', { model: 'klue/bert-base@main' }],
    ['', {}],
  ] as const)
    it(`spreads “${text}”`, () => assert.deepEqual(spreadSet({ lr: 1, set: text }), { lr: 1, ...spread }));

  for (const [text, place] of [
    ['gamma_neg', 'gamma_neg'],
    ['gamma_neg=1 and gamma_pos=0', 'and gamma_pos'],
    ['gamma_neg=', 'gamma_neg='],
    ['data="open', 'data="open'],
    ['=1', '=1'],
    ['lr=1 set=epochs', 'set=epochs'],
  ] as const)
    it(`says from where on “${text}” cannot be read`, () =>
      assert.throws(() => spreadSet({ set: text }), new RegExp(`cannot be read from “${place}.*name=value`)));

  it('does not take an option twice', () => {
    assert.throws(() => spreadSet({ lr: 1, set: 'lr=2' }), /`lr` is given twice/);
    assert.throws(() => spreadSet({ set: 'lr=1 lr=2' }), /`lr` is given twice/);
  });

  it('leaves unknown names, odd ones too, to be refused with all others', () =>
    assert.deepEqual(Object.keys(spreadSet({ set: '__proto__=1 constructor=2' })), [
      '__proto__',
      'constructor',
    ]));

  it('leaves options without it as they are', () => assert.deepEqual(spreadSet({ lr: 1 }), { lr: 1 }));
});
