import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Tokenizer } from '../../../src/training/tokenizer/tokenizer.js';
import { readGolden } from '../../golden/read-golden.js';
import { type Files, folderWith, klue, kote8 } from './tokenizer-folders.js';

type Case = {
  id: number;
  text: string;
  pair: string | null;
  max_length: number;
  input_ids: number[];
  token_type_ids: number[];
  attention_mask: number[];
};

/** `texts`: text, pair and longest encoding. `encodings`: ids and the sum of types of each, by tokenizer. */
type Fuzzed = {
  texts: [string, string | null, number][];
  tokenizers: { name: string; files: Files; encodings: [number[], number][] }[];
};

function checkCases(tokenizer: Tokenizer, cases: readonly Case[]): void {
  for (const one of cases) {
    const length = one.attention_mask.reduce((sum, mask) => sum + mask, 0);
    const { ids, types } = tokenizer.encode(one.text, one.pair, one.max_length);
    assert.deepEqual(ids, one.input_ids.slice(0, length), `ids of case ${one.id}: ${one.text}`);
    assert.deepEqual(types, one.token_type_ids.slice(0, length), `types of case ${one.id}: ${one.text}`);
  }
}

describe('Tokenizer', () => {
  const sources = [
    { name: 'kote8', golden: 'tokenizer/cases.json', files: kote8, padId: 0 },
    { name: 'KLUE', golden: 'tokenizer-klue/cases.json', files: klue, padId: 1 },
  ];
  for (const { name, golden, files, padId } of sources) {
    const { cases } = readGolden<{ cases: Case[] }>(golden);
    const folders: [string, Files][] = [
      ['tokenizer.json', { 'tokenizer.json': files.json, 'tokenizer_config.json': files.config }],
      ['vocab.txt', { 'vocab.txt': files.vocabulary, 'tokenizer_config.json': files.config }],
    ];
    for (const [file, folder] of folders) {
      it(`gives transformers' ids in all ${cases.length} reference cases of ${name}, from ${file}`, async () => {
        const tokenizer = await Tokenizer.load(folderWith(folder));
        checkCases(tokenizer, cases);
        assert.equal(tokenizer.padId, padId);
        assert.equal(tokenizer.vocabularySize, 8000);
        assert.equal(tokenizer.maxLength, 128);
      });
    }
  }

  const { texts, tokenizers } = readGolden<Fuzzed>('tokenizer/fuzzed.json');
  for (const { name, files, encodings } of tokenizers) {
    it(`gives transformers' ids for ${texts.length} random texts of odd characters: ${name}`, async () => {
      const tokenizer = await Tokenizer.load(folderWith(files));
      for (const [i, [text, pair, maxLength]] of texts.entries()) {
        const { ids, types } = tokenizer.encode(text, pair, maxLength);
        const seconds = types.filter((type) => type === 1).length;
        assert.deepEqual([ids, seconds], encodings[i], `text ${i}: ${JSON.stringify([text, pair])}`);
        assert.deepEqual(types, types.toSorted(), `types of text ${i}`);
        assert.equal(types.length, ids.length);
      }
    });
  }

  it('takes half a surrogate pair for a character that is dropped', async () => {
    const tokenizer = await Tokenizer.load(kote8.folder);
    assert.deepEqual(tokenizer.encode('안\ud83d녕\udc00', null, 16), tokenizer.encode('안녕', null, 16));
  });

  it('encodes a text of 100,000 characters, with and without spaces', { timeout: 20_000 }, async () => {
    const bert = await Tokenizer.load(kote8.folder);
    assert.deepEqual(bert.encode('가'.repeat(100_000), null, 8).ids, [2, 1, 3]);
    assert.equal(bert.encode('가 '.repeat(50_000), null, 200_000).ids.length, 50_002);
    assert.equal(bert.encode('[MASK]'.repeat(16_000), null, 200_000).ids.length, 16_002);
    const bytes = tokenizers.find(({ name }) => name === 'byte-level');
    const bpe = await Tokenizer.load(folderWith(bytes?.files ?? {}));
    // Its first two of four bytes are one token.
    assert.equal(bpe.encode('\u{10fffd}'.repeat(100_000), null, 400_000).ids.length, 300_002);
  });
});
