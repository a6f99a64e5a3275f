import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Tokenizer } from '../../../src/training/tokenizer/tokenizer.js';
import { readGolden } from '../../golden/read-golden.js';
import { type Files, folderWith, klue, kote8 } from './tokenizer-folders.js';

const MARKS = ['[TGT]', '[/TGT]'];
const VOCABULARY = [
  '[PAD]',
  '[UNK]',
  '[CLS]',
  '[SEP]',
  '[MASK]',
  '연',
  '필',
  '##필',
  '안녕',
  'a',
  '##a',
  'TGT',
];

const load = (files: Files) => Tokenizer.load(folderWith(files));
const small = (config: object, lines = VOCABULARY) =>
  load({ 'vocab.txt': lines.join('\n'), 'tokenizer_config.json': { do_lower_case: false, ...config } });

describe('Tokenizer.withTokens', () => {
  it('gives new tokens the next free ids, in the order given, and finds them exactly as they are written', async () => {
    const tokenizer = (await small({})).withTokens(MARKS);
    const { ids, types } = tokenizer.encode('a[TGT]연필[/TGT]a [tgt]', '[TGT]', 32);
    assert.deepEqual(ids, [2, 9, 12, 5, 7, 13, 9, 1, 1, 1, 3, 12, 3]);
    assert.deepEqual(types, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1]);
    assert.equal(tokenizer.vocabularySize, 14);
  });

  it('leaves the id of a token that there is, and the tokenizer that it was called on', async () => {
    const tokenizer = await small({});
    const marked = tokenizer.withTokens(['TGT', '[MASK]']).withTokens(['[TGT]', 'TGT']);
    assert.deepEqual(marked.encode('aTGTa[TGT][MASK]', null, 16).ids, [2, 9, 11, 9, 12, 4, 3]);
    assert.equal(marked.vocabularySize, 13);
    assert.equal(tokenizer.vocabularySize, 12);
    assert.deepEqual(tokenizer.encode('aTGTa', null, 16).ids, [2, 1, 3]);
  });

  it('counts from the highest id where lines of vocab.txt are equal or empty', async () => {
    const tokenizer = (await small({}, [...VOCABULARY, 'a', '', '나'])).withTokens(MARKS);
    assert.deepEqual(tokenizer.encode('a나[TGT]', null, 16).ids, [2, 1, 15, 3]);
    assert.deepEqual(tokenizer.encode('a 나[TGT]', null, 16).ids, [2, 12, 14, 15, 3]);
    // transformers counts entries to find the next free id.
    const json = JSON.parse(tokenizer.files()['tokenizer.json'] ?? '') as { model: { vocab: object } };
    assert.equal(Object.keys(json.model.vocab).length, 15);
    const again = await load(tokenizer.files());
    assert.deepEqual(again.encode('a 나[TGT]', null, 16).ids, [2, 12, 14, 15, 3]);
  });
});

describe('Tokenizer.files', () => {
  const uncased = { 'vocab.txt': VOCABULARY.join('\n'), 'tokenizer_config.json': { max_len: 300 } };
  const asItIs = {
    'tokenizer.json': kote8.json,
    'tokenizer_config.json': { tokenizer_class: 'PreTrainedTokenizerFast', model_max_length: 1e30 },
  };
  const bertProcessing = { type: 'BertProcessing', cls: ['[CLS]', 2], sep: ['[SEP]', 3] };
  const old = { ...asItIs, 'tokenizer.json': { ...kote8.json, post_processor: bertProcessing } };
  const { tokenizers } = readGolden<{ tokenizers: { name: string; files: Files }[] }>(
    'tokenizer/fuzzed.json',
  );
  const byteLevel = tokenizers.find(({ name }) => name === 'byte-level')?.files ?? {};
  const sources: [string, Files][] = [
    ['vocab.txt', uncased],
    ['a tokenizer.json that is taken as it is', asItIs],
    ['a tokenizer.json with BertProcessing', old],
    ['byte-level BPE', byteLevel],
    [
      'the tokenizer.json of a KLUE model',
      { 'tokenizer.json': klue.json, 'tokenizer_config.json': klue.config },
    ],
  ];
  const texts = ['안녕 A[TGT]연필[/TGT] [MASK] É漢字', '연필[SEP]aA'];

  for (const [name, files] of sources) {
    it(`make the same tokenizer again, with its tokens and limits: ${name}`, async () => {
      const tokenizer = (await load(files)).withTokens(MARKS);
      const again = await load(tokenizer.files());
      for (const text of texts) {
        assert.deepEqual(again.encode(text, '안녕', 20), tokenizer.encode(text, '안녕', 20));
      }
      assert.equal(again.padId, tokenizer.padId);
      assert.equal(again.maxLength, tokenizer.maxLength);
      assert.equal(again.vocabularySize, tokenizer.vocabularySize);
      assert.deepEqual(again.files(), tokenizer.files());
    });
  }

  it('keep fields out of BertProcessing by which tokenizers would take it for RobertaProcessing', async () => {
    const files = (await load(old)).files();
    const json = JSON.parse(files['tokenizer.json'] ?? '') as { post_processor: object };
    assert.deepEqual(json.post_processor, bertProcessing);
  });

  it('are what transformers reads, vocab.txt among them', async () => {
    const files = (await load(uncased)).withTokens(MARKS).files();
    assert.deepEqual(Object.keys(files), ['tokenizer.json', 'tokenizer_config.json', 'vocab.txt']);
    assert.equal(files['vocab.txt'], `${VOCABULARY.join('\n')}\n`);
    const config = JSON.parse(files['tokenizer_config.json'] ?? '') as Record<string, unknown>;
    assert.equal(config.tokenizer_class, 'BertTokenizer');
    assert.equal(config.do_lower_case, true);
    assert.equal(config.model_max_length, 300);
    assert.equal(config.pad_token, '[PAD]');
    assert.deepEqual(config.additional_special_tokens, MARKS);
  });
});
