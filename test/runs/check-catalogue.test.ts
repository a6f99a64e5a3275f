import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkCatalogue } from '../../src/runs/check-catalogue.js';
import { settingsIn } from '../support/settings.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const settings = settingsIn(temporaryFolder());
const { labmate, models, presets } = settings;
const preset = (options: Record<string, string | number>) => ({ description: 'mine', options });

describe('what configs/ sets', () => {
  it('is fine as it comes', () => assert.doesNotThrow(() => checkCatalogue(settings)));

  for (const [change, said] of [
    [
      { labmate: { ...labmate, defaults: { ...labmate.defaults, loss: 'bec' } } },
      /labmate\.yaml, defaults: .*“bec”/,
    ],
    [{ models: { ...models, mine: { ...models.ngram, defaults: { lr: 2 } } } }, /models\.yaml, mine: .*`lr`/],
    [{ presets: { ...presets, mine: preset({ epoch: 3 }) } }, /presets\/mine\.yaml: .*`epochs`/],
  ] as [Partial<typeof settings>, RegExp][])
    it(`is refused at the start with the file's name: ${String(said)}`, () =>
      assert.throws(() => checkCatalogue({ ...settings, ...change }), said));
});
