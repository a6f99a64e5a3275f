import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TextTree } from '../../src/texts/catalogue.js';
import { en } from '../../src/texts/en.js';
import { ko } from '../../src/texts/ko.js';
import { languageOf } from '../../src/texts/language.js';
import { say, textsIn } from '../../src/texts/texts.js';

/** Every text by its name, those for one and for several under one name. */
function flat(tree: TextTree, path = ''): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [name, value] of Object.entries(tree)) {
    const whole = path + name;
    if (typeof value === 'string') texts.set(whole.replace(/_(one|other)$/, ''), value);
    else for (const [key, text] of flat(value, `${whole}.`)) texts.set(key, text);
  }
  return texts;
}

const slots = (text: string): string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, slot]) => slot ?? '').sort();

test('every text is there in English and in Korean', () => {
  assert.deepEqual([...flat(ko).keys()].sort(), [...flat(en).keys()].sort());
});

test('a text fills in the same values in both languages', () => {
  const korean = flat(ko);
  for (const [name, text] of flat(en))
    assert.deepEqual(new Set(slots(korean.get(name) ?? '')), new Set(slots(text)), name);
});

test('no Korean text was left in English', () => {
  const english = flat(en);
  for (const [name, text] of flat(ko)) {
    const words = text.replace(/\{\{\w+\}\}|`[^`]*`/g, '').match(/[A-Za-z]{4,}/g) ?? [];
    if (words.length > 2) assert.notEqual(text, english.get(name), name);
  }
});

test('what people wrote is filled in as it is', () => {
  const { t } = textsIn('ko');
  assert.equal(
    t('queue.run', { run: '$t(queue.nothing) {{run}} <b>&' }),
    '실험 $t(queue.nothing) {{run}} <b>&',
  );
});

test('Korean is for Korean clients, English for all others', () => {
  assert.deepEqual(['ko', 'en-US', 'en-GB', 'de', 'ja'].map(languageOf), ['ko', 'en', 'en', 'en', 'en']);
});

test('a text that is named before its language is known is said whole in either', () => {
  const named = say('optionErrors.value', {
    problem: say('optionErrors.must', {
      name: 'lr',
      allowed: say('optionErrors.allowed.flag'),
      typed: '{{x}}',
    }),
    example: 'lr:3e-5',
  });
  assert.equal(textsIn('en').say(named), '`lr` must be true or false; you typed “{{x}}”. Try `lr:3e-5`.');
  assert.equal(
    textsIn('ko').say(named),
    '`lr`에 쓸 수 있는 값: true 또는 false. 입력한 값은 “{{x}}”입니다. 예: `lr:3e-5`',
  );
  assert.equal(textsIn('ko').say('as it is'), 'as it is');
});
