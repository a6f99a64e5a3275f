import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { runCard } from '../../src/chat/views/run-card.js';
import type { RawOptions } from '../../src/runs/check-option.js';
import { filledLine } from '../../src/runs/filled-defaults.js';
import { sizeInName } from '../../src/runs/model-shape.js';
import { openRuns, student } from '../support/runs.js';
import { textsIn } from '../../src/texts/texts.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const home = temporaryFolder();
const folder = (name: string, config: unknown) => {
  mkdirSync(join(home, 'models', name), { recursive: true });
  writeFileSync(
    join(home, 'models', name, 'config.json'),
    typeof config === 'string' ? config : JSON.stringify(config),
  );
};
const shape = (num_hidden_layers: number, hidden_size: number) => ({ num_hidden_layers, hidden_size });
folder('small', shape(12, 256));
folder('half', shape(6, 768));
folder('middle', shape(12, 768));
folder('huge', { ...shape(24, 1024), vocab_size: 1000 });
folder('silent', {});
folder('broken', '{"hidden_size":');

const open = () => openRuns(home, (settings) => (settings.modelRoots = [join(home, 'models')]));

describe('defaults by the size of a model', () => {
  for (const [name, size] of [
    ['klue/roberta-large', 'large'],
    ['klue/roberta-small', 'small'],
    ['monologg/koelectra-base-v3-discriminator', 'base'],
    ['beomi/KcELECTRA-base-v2022', 'base'],
    ['FacebookAI/xlm-roberta-large', 'large'],
    ['distilbert/distilbert-multilingual', 'small'],
    ['large/bert-base', 'base'],
    ['someone/largest', 'base'],
    ['someone/korean', 'base'],
  ] as const)
    it(`GIVEN ${name} of the hub THEN it is taken for ${size}`, () =>
      assert.equal(sizeInName(name).size, size));

  it('GIVEN a model that nothing is known of THEN base is assumed, and said so', () => {
    assert.match(sizeInName('someone/korean').because, /assumed/);
    assert.equal(sizeInName('klue/bert-base').because, 'by its name');
  });

  it('GIVEN folders of each size THEN rates and batches are those of configs/model-sizes.yaml', async () => {
    const { runs, store, settings } = await open();
    for (const [model, size] of [
      ['small', 'small'],
      ['half', 'small'],
      ['middle', 'base'],
      ['huge', 'large'],
      ['silent', 'base'],
      ['broken', 'base'],
    ] as const) {
      const { spec, filled } = await runs.examine({ model });
      const { lr, batch, epochs, decay } = settings.sizes[size].defaults;
      assert.deepEqual([spec.lr, spec.batch, spec.epochs, spec.decay], [lr, batch, epochs, decay], model);
      assert.equal(filled?.size, size);
    }
    assert.ok(settings.sizes.small.defaults.lr > settings.sizes.base.defaults.lr);
    assert.ok(settings.sizes.base.defaults.lr > settings.sizes.large.defaults.lr);
    await store.close();
  });

  for (const [raw, says] of [
    [
      { model: 'middle', lr: '3e-5' },
      'Defaults for a base-size model (12x768 by its config.json): epochs 10, batch 32, warmup 0.1, decay 0.01, layer_decay 1, dropout 0.1, maxlen 128',
    ],
    [
      { model: 'owner/some-large', set: 'layer_decay=0.9' },
      /^Defaults for a large model \(by its name\): lr 1e-5, (?!.*layer_decay)/,
    ],
    [{ model: 'silent' }, /\(assumed: its config\.json tells no size\): lr 2e-5/],
    [{ model: 'owner/korean' }, /\(assumed: its name tells no size\)/],
    [{ preset: 'baseline' }, /^Defaults of ngram: lr 3e-4, batch 32, (?!.*epochs)/],
  ] as const satisfies [RawOptions, string | RegExp][])
    it(`GIVEN ${JSON.stringify(raw)} THEN what nobody chose is told, and nothing else`, async () => {
      const { runs, store } = await open();
      const run = await runs.submit(raw, student);
      if (typeof says === 'string') assert.equal(filledLine(run), says);
      else assert.match(filledLine(run), says);
      const shown = JSON.stringify(runCard(run, textsIn('en')).embeds).replaceAll('\\', '');
      assert.ok(shown.includes(filledLine(run)), shown);
      await store.close();
    });

  it('GIVEN a run begun from another one THEN no default is filled in, and none is told', async () => {
    const { runs, store } = await open();
    const first = await runs.submit({ seed: 77 }, student);
    const second = await runs.submit({ from: first.id, seed: 78 }, student);
    assert.equal(second.filled, null);
    assert.equal(filledLine(second), '');
    await store.close();
  });

  it('GIVEN an entry of the catalogue THEN its own numbers win over those of its size', async () => {
    const { runs, store } = await open();
    const { spec } = await runs.examine({ model: 'klue-roberta-large' });
    assert.deepEqual([spec.lr, spec.batch, spec.accumulate, spec.layer_decay], [2e-5, 16, 4, 1]);
    await store.close();
  });
});
