import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TextTree } from '../../src/texts/catalogue.js';
import { en } from '../../src/texts/en.js';
import { ko } from '../../src/texts/ko.js';
import { languageOf } from '../../src/texts/language.js';
import { textsIn } from '../../src/texts/texts.js';

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
