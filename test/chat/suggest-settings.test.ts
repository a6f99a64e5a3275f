import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { suggestSettings } from '../../src/chat/suggest-settings.js';
import { runOptions } from '../../src/runs/options.js';
import { spreadSet } from '../../src/runs/parse-set.js';
import { textsIn } from '../../src/texts/texts.js';

const texts = textsIn('en');

const values = (typed: string) => suggestSettings(typed, runOptions, texts).map(({ value }) => value);

describe('suggestions for set', () => {
  it('are the options without a field of their own first', () => {
    assert.ok(
      values('')
        .slice(0, 3)
        .every((value) => !value.startsWith('lr=')),
    );
    assert.ok(values('').includes('others=keep') && values('').includes('others=drop'));
  });

  it('go on behind what was typed already, and do not repeat it', () => {
    assert.deepEqual(values('label_smoothing=0.1 oth'), [
      'label_smoothing=0.1 others=keep',
      'label_smoothing=0.1 others=drop',
    ]);
    assert.ok(!values('others=drop ').some((value) => value.endsWith('others=keep')));
  });

  it('complete a value, and keep what was typed', () =>
    assert.deepEqual(values('others=d'), ['others=drop', 'others=d']));

  it('can all be read, and fit into a choice', () => {
    for (const { name, value } of suggestSettings('reduction=sum ', runOptions, texts)) {
      assert.doesNotThrow(() => spreadSet({ set: value }));
      assert.ok(name.length <= 100 && value.length <= 100);
    }
  });
});
