import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseWords } from '../../src/terminal/words.js';

describe('a command line', () => {
  it('GIVEN key:value words THEN they are options; values may hold colons and spaces', () => {
    assert.deepEqual(parseWords(['best', 'loss:asl', 'intent:a: b c', '--json']), {
      options: { loss: 'asl', intent: 'a: b c' },
      plain: ['best'],
      json: true,
    });
  });

  it('GIVEN a flag or an option given twice THEN the sentence says how to type it', () => {
    assert.throws(() => parseWords(['--lr=3e-5']), /no flag --lr=3e-5.*lr:3e-5/);
    assert.throws(() => parseWords(['lr:1', 'lr:2']), /given twice/);
  });
});
