import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Tokenizer } from '../../../src/training/tokenizer/tokenizer.js';
import { readGolden } from '../../golden/read-golden.js';
import { folderWith } from './tokenizer-folders.js';

type Kind = 'joins' | 'removed' | 'space' | 'cjk' | 'punctuation';

const VOCABULARY = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', 'a', 'b', '##b'];
const LAST = 0x10ffff;
const BLOCK = 0x800;

/** What becomes of a character between `a` and `b`, by the pieces; the second is that of `b` itself. */
const SEEN: Readonly<Record<string, Kind>> = {
  '[UNK]': 'joins',
  'a ##b ##b': 'joins',
  'a ##b': 'removed',
  'a b': 'space',
  'a [UNK] b': 'punctuation',
};

/** Kinds of many characters at once; [SEP] parts them. */
async function kindsIn(config: object): Promise<(points: readonly number[]) => (Kind | undefined)[]> {
  const folder = folderWith({ 'vocab.txt': VOCABULARY.join('\n'), 'tokenizer_config.json': config });
  const tokenizer = await Tokenizer.load(folder);
  return (points) => {
    const text = points.map((point) => `a${String.fromCodePoint(point)}b`).join('[SEP]');
    const pieces = tokenizer
      .encode(text, null, Infinity)
      .ids.slice(1, -1)
      .map((id) => VOCABULARY[id]);
    return pieces
      .join(' ')
      .split(' [SEP] ')
      .map((seen) => SEEN[seen]);
  };
}

it('drops, parts, sets apart or joins every character of Unicode as transformers does', async () => {
  const ranges = readGolden<Partial<Record<Kind, [number, number][]>>>('tokenizer/char-classes.json');
  const expected = new Map<number, Kind>();
  for (const kind of ['removed', 'space', 'cjk', 'punctuation'] as const) {
    for (const [first, last] of ranges[kind] ?? []) {
      for (let point = first; point <= last; point += 1) expected.set(point, kind);
    }
  }
  const kinds = await kindsIn({ do_lower_case: false });
  // Ideographs and punctuation look the same until the former are no longer set apart.
  const kindsWithoutIdeographs = await kindsIn({ do_lower_case: false, tokenize_chinese_chars: false });

  const wrong: string[] = [];
  for (let start = 0; start <= LAST; start += BLOCK) {
    if (start >= 0xd800 && start <= 0xdfff) continue;
    const points = Array.from({ length: BLOCK }, (_, i) => start + i);
    const [first, second] = [kinds(points), kindsWithoutIdeographs(points)];
    for (const [i, point] of points.entries()) {
      const want = expected.get(point) ?? 'joins';
      const [one, other] = want === 'cjk' ? ['punctuation', 'joins'] : [want, want];
      if (first[i] !== one || second[i] !== other) wrong.push(`${point.toString(16)}: ${want}`);
    }
  }
  assert.deepEqual(wrong, []);
});
