import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type TextOptions, cleanText } from '../../../src/training/text/clean-text.js';
import { readGolden } from '../../golden/read-golden.js';

type Case = {
  input: string;
  removing_others: boolean;
  cleansing: boolean;
  removing_symbol: boolean;
  removing_emoji: boolean;
  output: string;
};

const { cases, emoji_single_code_points: singles } = readGolden<{
  cases: Case[];
  emoji_single_code_points: [number, number][];
}>('clean.json');
const { sequences } = readGolden<{ sequences: string[] }>('emoji-sequences.json');

const untouched: TextOptions = { clean: false, others: 'keep', emoji: 'keep', symbols: 'keep', repeat: 0 };
const cleanWith = (options: Partial<TextOptions>, text: string): string =>
  cleanText(text, { ...untouched, ...options });

const codePoints = Array.from({ length: 0x110000 }, (_, codePoint) => codePoint);
const within = (ranges: readonly (readonly [number, number])[]): Set<number> =>
  new Set(ranges.flatMap(([first, last]) => codePoints.slice(first, last + 1)));

/** Compares two sets by what is in only one of them: a diff of the sets would be endless. */
function assertSame(found: (codePoint: number) => boolean, expected: (codePoint: number) => boolean): void {
  const wrong = codePoints.filter((codePoint) => found(codePoint) !== expected(codePoint));
  assert.deepEqual(
    wrong.slice(0, 20).map((codePoint) => codePoint.toString(16)),
    [],
  );
}

describe('cleanText', () => {
  it(`gives the reference text in all ${cases.length} cases`, () => {
    assert.ok(cases.length > 800);
    for (const one of cases) {
      const options: TextOptions = {
        clean: one.cleansing,
        others: one.removing_others ? 'drop' : 'keep',
        emoji: one.removing_emoji ? 'drop' : 'keep',
        symbols: one.cleansing && one.removing_symbol ? 'drop' : 'keep',
        repeat: one.cleansing ? 2 : 0,
      };
      assert.equal(cleanText(one.input, options), one.output, JSON.stringify({ input: one.input, options }));
    }
  });

  it('leaves a text as it is when nothing is asked for', () => {
    const text = '  ㅋㅋㅋㅋㅋ  &others& 😀\uFE0F ★ https://t.co/a\n';
    assert.equal(cleanText(text, untouched), text);
  });

  it('deletes each single emoji and the variation selectors, and no other character of Unicode', () => {
    const emoji = within([...singles, [0xfe0e, 0xfe0f]]);
    assertSame(
      (codePoint) => cleanWith({ emoji: 'drop' }, `가${String.fromCodePoint(codePoint)}나`) === '가나',
      (codePoint) => emoji.has(codePoint),
    );
  });

  it(`deletes each of ${sequences.length} emoji whole: joined, toned, flags, keycaps, tagged`, () => {
    assert.ok(sequences.length > 5000);
    const left = sequences.filter((one) => cleanWith({ emoji: 'drop' }, `가${one}1`) !== '가1');
    assert.deepEqual(left, []);
    assert.equal(cleanWith({ emoji: 'drop' }, sequences.join('')), '');
  });

  it('leaves what only looks like an emoji: digits, half a flag, no flag, a keycap without its digit', () => {
    for (const text of ['1#*', '🇰', '🇰🇰', '가\u20E3', '★♡', '가\u200D나'])
      assert.equal(cleanWith({ emoji: 'drop' }, text), text);
    assert.equal(cleanWith({ emoji: 'drop' }, '🇰🇰🇷'), '🇰');
  });

  it("takes Python's white space, of all Unicode, for white space", () => {
    const space = within([
      [0x9, 0xd],
      [0x1c, 0x20],
      [0x85, 0x85],
      [0xa0, 0xa0],
      [0x1680, 0x1680],
      [0x2000, 0x200a],
      [0x2028, 0x2029],
      [0x202f, 0x202f],
      [0x205f, 0x205f],
      [0x3000, 0x3000],
    ]);
    const between = (character: string): string =>
      `${character}가${character}${character}나${character}${character}`;
    for (const options of [{ clean: true }, { repeat: 2 }])
      assertSame(
        (codePoint) => cleanWith(options, between(String.fromCodePoint(codePoint))) === '가 나',
        (codePoint) => space.has(codePoint),
      );
  });

  it('takes letters, numbers and “_” for word characters: no marks, punctuation, symbols, separators, others', () => {
    assertSame(
      (codePoint) => {
        const character = String.fromCodePoint(codePoint);
        return cleanWith({ repeat: 1 }, character.repeat(4)) === character;
      },
      (codePoint) =>
        codePoint === 0x5f || !/[\p{M}\p{P}\p{S}\p{Z}\p{C}]/u.test(String.fromCodePoint(codePoint)),
    );
  });

  it('shortens four or more in a row to the number given, and leaves three', () => {
    const laugh = (repeat: number): string => cleanWith({ repeat }, 'ㅋㅋㅋ 하하하하 ㅠㅠㅠㅠㅠㅠ !!!!!');
    assert.equal(laugh(0), 'ㅋㅋㅋ 하하하하 ㅠㅠㅠㅠㅠㅠ !!!!!');
    assert.equal(laugh(1), 'ㅋㅋㅋ 하 ㅠ !!!!!');
    assert.equal(laugh(2), 'ㅋㅋㅋ 하하 ㅠㅠ !!!!!');
    assert.equal(laugh(3), 'ㅋㅋㅋ 하하하 ㅠㅠㅠ !!!!!');
    assert.equal(laugh(5), 'ㅋㅋㅋ 하하하하하 ㅠㅠㅠㅠㅠ !!!!!');
  });

  it('does each thing without the others', () => {
    const text = ' ㅋㅋㅋㅋ  &others&😀★·1 https://t.co/a ';
    assert.equal(cleanWith({ clean: true }, text), 'ㅋㅋㅋㅋ &others&😀★·1');
    assert.equal(cleanWith({ others: 'drop' }, text), ' ㅋㅋㅋㅋ  😀★·1 https://t.co/a ');
    assert.equal(cleanWith({ emoji: 'drop' }, text), ' ㅋㅋㅋㅋ  &others&★·1 https://t.co/a ');
    assert.equal(cleanWith({ symbols: 'drop' }, text), ' ㅋㅋㅋㅋ  &others& ·1 https://t.co/a ');
    assert.equal(cleanWith({ repeat: 2 }, text), 'ㅋㅋ &others&😀★·1 https://t.co/a');
  });

  it('ends a URL at a word boundary of Unicode', () => {
    assert.equal(cleanWith({ clean: true }, '보라 https://t.co/a?b=1#c 가'), '보라 가');
    assert.equal(cleanWith({ clean: true }, 'https://t.co가'), 'https://t.co가');
    assert.equal(cleanWith({ clean: true }, 'HTTPS://t.co t.co'), 'HTTPS://t.co t.co');
  });

  it('takes time in proportion to the length, whatever the text', () => {
    const everything: TextOptions = {
      clean: true,
      others: 'drop',
      emoji: 'drop',
      symbols: 'keep',
      repeat: 2,
    };
    const started = performance.now();
    for (const one of [
      'https://',
      'http://a.',
      ' ',
      '\u3000가',
      '🇰',
      '👩\uFE0F\u200D',
      '1\uFE0F',
      '&others',
      'ㅋ',
    ])
      cleanText(one.repeat(100_000), everything);
    assert.ok(performance.now() - started < 10_000);
  });
});
