import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkOption } from '../../src/runs/check-option.js';
import { LOSS_PARAMETER_NAMES } from '../../src/runs/loss-options.js';
import type { OptionDef } from '../../src/runs/option-def.js';
import { runOptions } from '../../src/runs/options.js';
import { runSpecSchema } from '../../src/runs/spec.js';
import { someSpec } from '../support/spec.js';

const defs: [string, OptionDef][] = Object.entries(runOptions);
const example = (def: OptionDef) => def.example.slice(def.example.indexOf(':') + 1);

/** What the first stores hold of a run. */
const FIRST = {
  ...{ model: 'ngram', data: 'kote8', loss: 'asl', gamma_neg: 4, gamma_pos: 1, clip: 0.05, lr: 3e-4 },
  ...{ epochs: 8, batch: 32, warmup: 0.1, schedule: 'linear', decay: 0.01, grad_clip: 1, dropout: 0.1 },
  ...{ maxlen: 128, seed: 42, shuffle: true, patience: 0 },
};

describe('the fields of a spec', () => {
  it('are the options of a run, in their order', () => {
    assert.deepEqual(Object.keys(runSpecSchema.shape), Object.keys(runOptions));
  });

  for (const [name, def] of defs)
    it(`${name} takes what can be typed for it, and nothing of another kind`, () => {
      const typed = checkOption(name, def, example(def));
      assert.deepEqual(runSpecSchema.parse({ ...someSpec(), [name]: typed }), {
        ...someSpec(),
        [name]: typed,
      });
      const wrong = typeof typed === 'boolean' ? 'true' : typeof typed === 'number' ? String(typed) : 7;
      assert.equal(runSpecSchema.safeParse({ ...someSpec(), [name]: wrong }).success, false);
      if (def.kind === 'choice')
        assert.equal(runSpecSchema.safeParse({ ...someSpec(), [name]: `${example(def)}?` }).success, false);
      if (def.kind === 'integer')
        assert.equal(runSpecSchema.safeParse({ ...someSpec(), [name]: 1.5 }).success, false);
      const mayBeNull = (LOSS_PARAMETER_NAMES as string[]).includes(name);
      assert.equal(runSpecSchema.safeParse({ ...someSpec(), [name]: null }).success, mayBeNull);
    });

  it('are filled in where a store is older than an option: as runs were trained then', () => {
    assert.deepEqual(runSpecSchema.parse(FIRST), {
      ...FIRST,
      ...{ detach: null, epsilon_pos: null, epsilon_pos_pow: null, epsilon_neg: null, gamma: null },
      ...{ alpha: null, pos_weight: null, label_smoothing: 0, reduction: 'mean', accumulate: 1 },
      ...{
        layer_decay: 1,
        bucket: false,
        eval_steps: 0,
        keep: 'best',
        folds: 0,
        seeds: 1,
        precision: 'float32',
      },
      ...{ target: 'pair', clean: false, others: 'keep', emoji: 'keep', symbols: 'keep', repeat: 0 },
    });
  });

  it('are all there is: a name that no option has is refused, and so is a spec without its rate', () => {
    assert.equal(runSpecSchema.safeParse({ ...FIRST, momentum: 0.9 }).success, false);
    assert.equal(runSpecSchema.safeParse({ ...FIRST, lr: undefined }).success, false);
  });

  it('keep a value that is out of the range of today: it was trained so', () => {
    assert.equal(runSpecSchema.parse({ ...FIRST, maxlen: 4096 }).maxlen, 4096);
  });
});
