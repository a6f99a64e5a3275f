import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseTrainOptions } from '../../src/runs/parse-options.js';
import { effectiveBatch } from '../../src/runs/spec.js';
import type { RawOptions } from '../../src/runs/check-option.js';
import { UserError } from '../../src/user-error.js';
import { settingsIn } from '../support/settings.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const { labmate, models, presets } = settingsIn(temporaryFolder());
const parse = (raw: RawOptions) => parseTrainOptions(raw, { defaults: labmate.defaults, models, presets });

const refusal = (raw: RawOptions): string => {
  try {
    parse(raw);
  } catch (error) {
    assert.ok(error instanceof UserError, `a UserError, not ${String(error)}`);
    return error.message;
  }
  return assert.fail(`${JSON.stringify(raw)} was taken`);
};

describe('options of /train', () => {
  it('GIVEN none THEN the default model with its own defaults', () => {
    const { spec, intent } = parse({});
    assert.equal(spec.model, 'ngram');
    assert.equal(spec.loss, 'bce');
    assert.equal(spec.lr, models.ngram?.defaults.lr);
    assert.equal(spec.gamma_neg, null);
    assert.equal(intent, '');
  });

  it('GIVEN the line of the mission THEN numbers are numbers and ASL has its published parameters', () => {
    const { spec, intent } = parse({ loss: 'asl', lr: '3e-5', epochs: 30, intent: ' does ASL help? ' });
    assert.deepEqual(
      [spec.loss, spec.lr, spec.epochs, spec.gamma_neg, spec.gamma_pos, spec.clip, intent],
      ['asl', 3e-5, 30, 4, 1, 0.05, 'does ASL help?'],
    );
  });

  it('GIVEN apl THEN its published gamma_pos is 0', () => {
    assert.equal(parse({ loss: 'apl' }).spec.gamma_pos, 0);
  });

  it('GIVEN a preset and an option THEN the option wins, and the model defaults fill the rest', () => {
    const { spec } = parse({ preset: 'asl-paper', gamma_neg: '2', model: 'tiny' });
    assert.deepEqual([spec.loss, spec.gamma_neg, spec.clip], ['asl', 2, 0.05]);
    assert.equal(spec.dropout, models.tiny?.defaults.dropout);
  });

  it('GIVEN a preset for asl and loss:bce THEN no asymmetric parameter is left', () => {
    assert.equal(parse({ preset: 'asl-paper', loss: 'bce' }).spec.gamma_neg, null);
  });

  it('GIVEN each loss THEN its parameters are as published, and those of the others null', () => {
    const { gamma_neg, clip, detach, epsilon_pos_pow, gamma, pos_weight } = parse({ loss: 'apl' }).spec;
    assert.deepEqual(
      [gamma_neg, clip, detach, epsilon_pos_pow, gamma, pos_weight],
      [4, 0.05, true, -2.5, null, null],
    );
    const focal = parse({ loss: 'focal', set: 'gamma=1.5' }).spec;
    assert.deepEqual([focal.gamma, focal.alpha, focal.gamma_neg, focal.detach], [1.5, 0.25, null, null]);
    assert.equal(parse({ loss: 'bce', set: 'pos_weight=balanced' }).spec.pos_weight, 'balanced');
  });

  it('GIVEN nothing of texts THEN they stay as they are, the target beside them', () => {
    const { target, clean, others, emoji, symbols, repeat } = parse({}).spec;
    assert.deepEqual(
      [target, clean, others, emoji, symbols, repeat],
      ['pair', false, 'keep', 'keep', 'keep', 0],
    );
  });

  it("GIVEN clean THEN KcBERT's other steps come along, but for what is typed", () => {
    const { clean, symbols, repeat, others } = parse({ clean: true }).spec;
    assert.deepEqual([clean, symbols, repeat, others], [true, 'drop', 2, 'keep']);
    const typed = parse({ clean: true, set: 'symbols=keep repeat=0 emoji=drop' }).spec;
    assert.deepEqual([typed.symbols, typed.repeat, typed.emoji], ['keep', 0, 'drop']);
  });

  it('GIVEN a preset for one loss and another typed THEN its parameters do not pass over', () => {
    const { gamma_pos, gamma_neg } = parse({ preset: 'asl-paper', loss: 'apl' }).spec;
    assert.deepEqual([gamma_pos, gamma_neg], [0, 4]);
  });

  it('GIVEN none THEN steps are of one batch, texts bucketed, layers alike, and the engine chooses the precision', () => {
    const { accumulate, bucket, layer_decay, precision } = parse({}).spec;
    assert.deepEqual([accumulate, bucket, layer_decay, precision], [1, true, 1, 'auto']);
  });

  it('GIVEN options of the step THEN they are in the spec', () => {
    const typed = { model: 'tiny', accumulate: '4', bucket: 'no', layer_decay: '0.9', precision: 'float32' };
    const { accumulate, bucket, layer_decay, precision, batch } = parse(typed).spec;
    assert.deepEqual([accumulate, bucket, layer_decay, precision], [4, false, 0.9, 'float32']);
    assert.equal(effectiveBatch({ accumulate, batch }), 4 * batch);
  });

  it('GIVEN shuffle:false THEN the file’s order is kept, unless bucket:true is typed as well', () => {
    assert.equal(parse({ shuffle: 'false' }).spec.bucket, false);
    assert.equal(parse({ shuffle: 'false', bucket: 'true' }).spec.bucket, true);
  });

  for (const [raw, said, instead] of [
    [{ lr: 'abc' }, 'abc', 'lr:3e-5'],
    [{ lr: '' }, 'lr', 'lr:3e-5'],
    [{ lr: '0' }, 'above 0', 'lr:3e-5'],
    [{ lr: 'Infinity' }, 'Infinity', 'lr:3e-5'],
    [{ epochs: 0 }, 'from 1 to 1000', 'epochs:30'],
    [{ epochs: 2.5 }, 'whole number', 'epochs:30'],
    [{ loss: 'mse' }, 'bce, asl, apl', 'loss:asl'],
    [{ accumulate: 0 }, 'from 1 to 256', 'accumulate:4'],
    [{ accumulate: 257 }, 'from 1 to 256', 'accumulate:4'],
    [{ layer_decay: 0.4 }, 'from 0.5 to 1', 'layer_decay:0.9'],
    [{ precision: 'float16' }, 'auto, float32', 'precision:float32'],
    [{ shuffle: 'perhaps' }, 'true or false', 'shuffle:true'],
    [{ preset: 'nope' }, 'nope', 'baseline'],
    [{ gamma_neg: 2 }, 'bce has none', 'loss:asl'],
    [{ loss: 'asl', set: 'gamma=2' }, 'asl has none', 'loss:focal'],
    [{ set: 'pos_weight=heavy' }, 'heavy', 'balanced'],
    [{ set: 'gama=2' }, 'no option `gama`', '`gamma`'],
    [{ target: 'beside' }, 'beside', 'pair, mark, none'],
    [{ epoch: 3 }, 'no option `epoch`', '`epochs`'],
    [{ intent: 'x'.repeat(1001) }, '1001', '1000'],
  ] satisfies [RawOptions, string, string][]) {
    it(`GIVEN ${JSON.stringify(raw).slice(0, 60)} THEN one sentence says what, and what to type instead`, () => {
      const message = refusal(raw);
      assert.ok(message.includes(said), message);
      assert.ok(message.includes(instead), message);
      assert.ok(message.length < 400, message);
    });
  }
});
