import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Tokenizer } from '../../../src/training/tokenizer/tokenizer.js';
import { projectRoot, readGolden } from '../../golden/read-golden.js';

type Case = {
  id: number;
  text: string;
  pair: string | null;
  max_length: number;
  input_ids: number[];
  token_type_ids: number[];
  attention_mask: number[];
};

const { cases } = readGolden<{ cases: Case[] }>('tokenizer/cases.json');
const folder = join(projectRoot, 'configs', 'tokenizers', 'kote8-wordpiece');

describe('Tokenizer', () => {
  it(`gives transformers' ids in all ${cases.length} reference cases, truncated ones and pairs too`, async () => {
    const tokenizer = await Tokenizer.load(folder);
    for (const one of cases) {
      const length = one.attention_mask.reduce((sum, mask) => sum + mask, 0);
      const { ids, types } = tokenizer.encode(one.text, one.pair, one.max_length);
      assert.deepEqual(ids, one.input_ids.slice(0, length), `ids of case ${one.id}: ${one.text}`);
      assert.deepEqual(types, one.token_type_ids.slice(0, length), `types of case ${one.id}: ${one.text}`);
    }
  });

  it('takes the padding id and the size of the vocabulary from the files', async () => {
    const tokenizer = await Tokenizer.load(folder);
    assert.equal(tokenizer.padId, 0);
    assert.equal(tokenizer.vocabularySize, 8000);
  });

  it('says which folder has no tokenizer', () =>
    assert.rejects(Tokenizer.load('/nowhere'), /The tokenizer folder \/nowhere cannot be used/));
});
