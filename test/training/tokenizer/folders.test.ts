import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Tokenizer } from '../../../src/training/tokenizer/tokenizer.js';
import { UserError } from '../../../src/user-error.js';
import { type Files, folderWith, kote8 } from './tokenizer-folders.js';

const LINES = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]', 'a', 'e', 'A', 'É', '##a', '가', '漢', '##漢'];
const VOCABULARY = LINES.join('\n');
const cased = { do_lower_case: false };

const load = (files: Files) => Tokenizer.load(folderWith(files));
const ids = async (files: Files, text: string) => (await load(files)).encode(text, null, 32).ids.slice(1, -1);
const without = (token: string) => VOCABULARY.replace(token, 'x');

describe('A folder with a tokenizer', () => {
  it('with vocab.txt alone lowers the case, strips accents and sets ideographs apart, as BertTokenizer does', async () => {
    assert.deepEqual(await ids({ 'vocab.txt': VOCABULARY }, 'A É a漢'), [5, 6, 5, 11]);
    const tokenizer = await load({ 'vocab.txt': VOCABULARY });
    assert.equal(tokenizer.maxLength, Infinity);
    assert.equal(tokenizer.padId, 0);
    assert.equal(tokenizer.vocabularySize, 13);
  });

  it('is read as its tokenizer_config.json says', async () => {
    const read = (config: object) =>
      ids({ 'vocab.txt': VOCABULARY, 'tokenizer_config.json': config }, 'A É a漢');
    assert.deepEqual(await read(cased), [7, 8, 5, 11]);
    assert.deepEqual(await read({ ...cased, strip_accents: true }), [7, 1, 5, 11]);
    assert.deepEqual(await read({ strip_accents: false }), [5, 1, 5, 11]);
    assert.deepEqual(await read({ ...cased, tokenize_chinese_chars: false }), [7, 8, 5, 12]);
  });

  it('takes the case from tokenizer_config.json before tokenizer.json where a BERT class is named, as transformers does', async () => {
    const json = { 'tokenizer.json': kote8.json };
    const want = await ids({ ...json, 'tokenizer_config.json': kote8.config }, 'Hello');
    const named = { tokenizer_class: 'BertTokenizerFast' };
    assert.notDeepEqual(await ids({ ...json, 'tokenizer_config.json': named }, 'Hello'), want);
    assert.notDeepEqual(await ids({ ...json, 'config.json': { model_type: 'electra' } }, 'Hello'), want);
    assert.deepEqual(await ids(json, 'Hello'), want);
    const general = { tokenizer_class: 'PreTrainedTokenizerFast' };
    assert.deepEqual(await ids({ ...json, 'tokenizer_config.json': general }, 'Hello'), want);
  });

  it('may have its special tokens in special_tokens_map.json and added_tokens.json', async () => {
    const files = {
      'vocab.txt': VOCABULARY.replace('[PAD]', '<pad>'),
      'tokenizer_config.json': { ...cased, pad_token: '[PAD]' },
      'special_tokens_map.json': { pad_token: { content: '<pad>' }, additional_special_tokens: ['가'] },
      'added_tokens.json': { '<b>': 14, '<a>': 13 },
    };
    assert.deepEqual(await ids(files, 'a<a>a가a<b><pad>'), [5, 13, 5, 10, 5, 14, 0]);
    assert.equal((await load(files)).vocabularySize, 15);
  });

  it('may have them in tokenizer_config.json, which makes the older files void', async () => {
    const token = { content: '<a>', special: true };
    const files = {
      'vocab.txt': VOCABULARY,
      'tokenizer_config.json': { ...cased, added_tokens_decoder: { 20: token }, pad_token: '[PAD]' },
      'special_tokens_map.json': { pad_token: '[MASK]' },
      'added_tokens.json': { '<b>': 13 },
    };
    assert.deepEqual(await ids(files, 'a<a>'), [5, 13]);
    assert.equal((await load(files)).padId, 0);
    assert.equal((await load(files)).vocabularySize, 14);
  });

  it('takes the longest encoding from model_max_length, or max_len in old files', async () => {
    const limit = async (config: object) =>
      (await load({ 'vocab.txt': VOCABULARY, 'tokenizer_config.json': config })).maxLength;
    assert.equal(await limit({ model_max_length: 512, max_len: 300 }), 512);
    assert.equal(await limit({ max_len: 300 }), 300);
    assert.equal(await limit({ model_max_length: 1e30 }), Infinity);
  });

  it('may come from Windows: line ends and a byte order mark are no part of a token', async () => {
    const files = { 'vocab.txt': `\ufeff${LINES.join('\r\n')}\r\n`, 'tokenizer_config.json': cased };
    assert.deepEqual(await ids(files, 'A É [PAD]'), [7, 8, 0]);
  });

  it('counts the last of equal lines in vocab.txt', async () => {
    const files = { 'vocab.txt': `${VOCABULARY}\nA\n`, 'tokenizer_config.json': cased };
    assert.deepEqual(await ids(files, 'A a'), [13, 5]);
  });

  it('has tokens that are called like properties of an object', async () => {
    const files = { 'vocab.txt': `${VOCABULARY}\nconstructor\n`, 'tokenizer_config.json': cased };
    assert.deepEqual(await ids(files, 'constructor toString'), [13, 1]);
  });
});

describe('A folder whose tokenizer cannot be used', () => {
  const unigram = { model: { type: 'Unigram', vocab: [['a', 0]] }, pre_tokenizer: { type: 'Metaspace' } };
  const kobert = { tokenizer_class: 'KoBertTokenizer' };
  const ngrams = { added_tokens: [], model: { type: 'WordPiece', vocab: { a: -1 } } };
  const far = { ...kote8.json, model: { type: 'WordPiece', vocab: { a: 2 ** 40 } } };
  const bertParts = { normalizer: null, pre_tokenizer: { type: 'BertPreTokenizer' } };
  const faults: [string, Files, RegExp][] = [
    ['no files', {}, /neither tokenizer\.json nor vocab\.txt/],
    ['half a tokenizer.json', { 'tokenizer.json': '{"model":' }, /tokenizer\.json is damaged/],
    [
      'a negative id',
      { 'tokenizer.json': { ...ngrams, ...bertParts } },
      /model\.vocab: does not give each token an id/,
    ],
    ['an id beyond reason', { 'tokenizer.json': far }, /has the id 1099511627776, which cannot be meant/],
    [
      'a damaged tokenizer_config.json',
      { 'vocab.txt': VOCABULARY, 'tokenizer_config.json': 'x' },
      /tokenizer_config\.json is damaged/,
    ],
    [
      'a switch that is none',
      { 'vocab.txt': VOCABULARY, 'tokenizer_config.json': { do_lower_case: 'no' } },
      /tokenizer_config\.json is not what transformers writes \(do_lower_case/,
    ],
    ['no [UNK]', { 'vocab.txt': without('[UNK]') }, /no \[UNK\], which is its unk_token/],
    ['no [CLS]', { 'vocab.txt': without('[CLS]') }, /no \[CLS\], which is its cls_token/],
    ['no [SEP]', { 'vocab.txt': without('[SEP]') }, /no \[SEP\], which is its sep_token/],
    [
      'no such padding',
      { 'vocab.txt': VOCABULARY, 'tokenizer_config.json': { pad_token: '<pad>' } },
      /no <pad>, which is its pad_token/,
    ],
    [
      'another kind',
      { 'tokenizer.json': unigram },
      /model Unigram, normalizer none, pre_tokenizer Metaspace/,
    ],
    [
      'another class',
      { 'vocab.txt': VOCABULARY, 'tokenizer_config.json': kobert },
      /for a KoBertTokenizer, which Labmate cannot follow/,
    ],
  ];
  for (const [name, files, message] of faults) {
    it(`is named with what is wrong: ${name}`, async () => {
      const folder = folderWith(files);
      await assert.rejects(Tokenizer.load(folder), (error) => {
        assert.ok(error instanceof UserError);
        assert.equal(error.identifier, 'tokenizer.files');
        assert.ok(error.message.startsWith(`The tokenizer folder ${folder} cannot be used. `));
        assert.match(error.message, message);
        return true;
      });
    });
  }

  it('is named when vocab.txt is not UTF-8', async () => {
    const folder = folderWith({});
    writeFileSync(join(folder, 'vocab.txt'), Buffer.from([0xb0, 0xa1, 0x0a]));
    await assert.rejects(Tokenizer.load(folder), /vocab\.txt is not UTF-8/);
  });

  it('is named when it is not there', () =>
    assert.rejects(Tokenizer.load('/nowhere'), /The tokenizer folder \/nowhere cannot be used/));
});
