import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type PreparedText,
  TARGET_MARKERS,
  type TargetStyle,
  prepareText,
} from '../../../src/training/text/prepare-text.js';
import type { TextOptions } from '../../../src/training/text/clean-text.js';

const untouched: TextOptions = { clean: false, others: 'keep', emoji: 'keep', symbols: 'keep', repeat: 0 };
const cleaned: TextOptions = { clean: true, others: 'drop', emoji: 'drop', symbols: 'keep', repeat: 2 };

const prepare = (
  style: TargetStyle,
  [text, target, begin, end]: [text: string, target: string | null, begin?: number, end?: number],
  options: TextOptions = cleaned,
): PreparedText => {
  const span = begin === undefined || end === undefined ? null : { begin, end };
  return prepareText({ text, target, span }, { ...options, target: style });
};

describe('prepareText with the target as a pair', () => {
  it('cleans both texts', () => {
    const { text, pair } = prepare('pair', ['  갤럭시ㅋㅋㅋㅋ 좋다  😀', ' 갤럭시😀 ']);
    assert.deepEqual({ text, pair }, { text: '갤럭시ㅋㅋ 좋다', pair: '갤럭시' });
  });

  it('has no second text without a target, or where nothing is left of it', () => {
    assert.deepEqual(prepare('pair', ['좋다', null]), { text: '좋다', pair: null });
    assert.deepEqual(prepare('pair', ['좋다 😀', '😀', 3, 4]), { text: '좋다', pair: null });
    assert.deepEqual(prepare('pair', ['좋다 😀', '😀', 3, 4], untouched), { text: '좋다 😀', pair: '😀' });
  });

  it('leaves a typed marker alone: nothing reads it', () => {
    assert.deepEqual(prepare('pair', ['[TGT] 표', '표']), { text: '[TGT] 표', pair: '표' });
  });
});

describe('prepareText without the target', () => {
  it('gives the cleaned text alone', () => {
    const { text, pair } = prepare('none', ['표가  [TGT] 비싸다 ', '표', 0, 1]);
    assert.deepEqual({ text, pair }, { text: '표가 [TGT] 비싸다', pair: null });
  });
});

describe('prepareText with the target marked', () => {
  const mark = (...[example, options]: [Parameters<typeof prepare>[1], TextOptions?]): string => {
    const { text, pair } = prepare('mark', example, options);
    assert.equal(pair, null);
    return text;
  };

  it('sets the markers around the span, the second of two places here', () => {
    assert.deepEqual(TARGET_MARKERS, ['[TGT]', '[/TGT]']);
    assert.equal(mark(['표 한 장, 표 두 장', '표', 7, 8]), '표 한 장, [TGT] 표 [/TGT] 두 장');
  });

  it('counts code points: an emoji before the span is one, though two units of UTF-16', () => {
    assert.equal(mark(['😀👍🏽 표 말고 표', '표', 9, 10]), '표 말고 [TGT] 표 [/TGT]');
    assert.equal(mark(['😀😀표표', '표', 3, 4], untouched), '😀😀표 [TGT] 표 [/TGT]');
    assert.equal(mark(['좋다 𠮷野家 좋다', '𠮷野家', 3, 6]), '좋다 [TGT] 𠮷野家 [/TGT] 좋다');
  });

  it('puts no spaces where a piece is empty', () => {
    assert.equal(mark(['표가 비싸다', '표', 0, 1]), '[TGT] 표 [/TGT] 가 비싸다');
    assert.equal(mark(['비싼 표', '표', 3, 4]), '비싼 [TGT] 표 [/TGT]');
    assert.equal(mark(['표', '표', 0, 1]), '[TGT] 표 [/TGT]');
    assert.equal(mark([' 😀 표 😀 ', '표', 3, 4]), '[TGT] 표 [/TGT]');
  });

  it('cleans each piece by itself, so that the place stays', () => {
    assert.equal(
      mark(['와아아아아  ㅋㅋㅋㅋ전자 &others&좋다', 'ㅋㅋㅋㅋ전자', 7, 13]),
      '와아아 [TGT] ㅋㅋ전자 [/TGT] 좋다',
    );
    assert.equal(mark([' ㅋㅋㅋㅋ', 'ㅋ', 1, 2]), '[TGT] ㅋ [/TGT] ㅋㅋㅋ');
  });

  it('takes the first occurrence where the span is missing, wrong, beyond the end or turned round', () => {
    const text = '😀 표 한 장, 표 두 장';
    const first = '[TGT] 표 [/TGT] 한 장, 표 두 장';
    assert.equal(mark([text, '표']), first);
    assert.equal(mark([text, '표', 0, 1]), first);
    assert.equal(mark([text, '표', 9, 11]), first);
    assert.equal(mark([text, '표', 900, 901]), first);
    assert.equal(mark([text, '표', 10, 9]), first);
    assert.equal(mark([text, '표', 9, 10]), '표 한 장, [TGT] 표 [/TGT] 두 장');
  });

  it('leaves the text unmarked without a target, or where the target is not in it', () => {
    assert.equal(mark(['표가  비싸다', null]), '표가 비싸다');
    assert.equal(mark(['표가  비싸다', null, 0, 1]), '표가 비싸다');
    assert.equal(mark(['표가  비싸다', '', 0, 0]), '표가 비싸다');
    assert.equal(mark(['표가  비싸다', '영화', 0, 1]), '표가 비싸다');
  });

  it('leaves the text unmarked where nothing is left of the target', () => {
    assert.equal(mark(['좋다 😀 정말', '😀', 3, 4]), '좋다 정말');
    assert.equal(mark(['좋다 https://t.co/a 정말', 'https://t.co/a', 3, 17]), '좋다 정말');
  });

  it('finds decomposed Hangul by the code points of the file, and composed Hangul not in it', () => {
    const text = '비싼 표값'.normalize('NFD');
    const word = '표'.normalize('NFD');
    const begin = [...'비싼 '.normalize('NFD')].length;
    const marked = `${'비싼'.normalize('NFD')} [TGT] ${word} [/TGT] ${'값'.normalize('NFD')}`;
    assert.equal(mark([text, word, begin, begin + [...word].length]), marked);
    assert.equal(mark([text, '표', 3, 4]), text);
  });

  it('cuts a URL at the target inside it', () => {
    const text = '보라 https://t.co/naver/1 좋다';
    assert.equal(mark([text, 'naver', 16, 21]), '보라 [TGT] naver [/TGT] /1 좋다');
  });

  it('breaks up typed markers, in unmarked texts and in the target too', () => {
    assert.equal(mark(['[TGT] 표 [/TGT] 영화', '영화']), '[ TGT] 표 [ /TGT] [TGT] 영화 [/TGT]');
    assert.equal(mark(['[[TGT]] [tgt] [TGT', null]), '[[ TGT]] [tgt] [TGT');
    assert.equal(mark(['가[TGT]나', '[TGT]', 1, 6]), '가 [TGT] [ TGT] [/TGT] 나');
    assert.equal(mark(['[TGT]', 'TGT', 1, 4]), '[ [TGT] TGT [/TGT] ]');
  });

  it('breaks up markers that cleaning puts together', () => {
    assert.equal(mark(['[T😀GT] 표', null]), '[ TGT] 표');
    assert.equal(mark(['[/&others&TGT] 표', '표']), '[ /TGT] [TGT] 표 [/TGT]');
  });
});
