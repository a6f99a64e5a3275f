import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type EncoderSettings,
  encoderConfigSchema,
  encoderSettingsSchema,
  newEncoderConfig,
} from '../../src/training/encoder-config.js';
import { Tokenizer } from '../../src/training/tokenizer/tokenizer.js';
import { tokenizerFolder } from './golden-model.js';

const tokenizer = await Tokenizer.load(tokenizerFolder);
const SETTINGS = { tokenizer: tokenizerFolder, layers: 1, hidden: 16, heads: 2, intermediate: 32 };

describe('the settings of an encoder in the catalogue', () => {
  const problem = (changes: object) =>
    encoderSettingsSchema.safeParse({ ...SETTINGS, ...changes }).error?.issues[0]?.message;

  it('may name a family, and for electra the width of its embeddings', () => {
    assert.equal(problem({}), undefined);
    assert.equal(problem({ family: 'roberta' }), undefined);
    assert.equal(problem({ family: 'electra', embedding: 8 }), undefined);
  });

  it('give no other family a width of embeddings, and know no other family', () => {
    assert.match(problem({ embedding: 8 }) ?? '', /only family electra/);
    assert.match(problem({ family: 'roberta', embedding: 8 }) ?? '', /only family electra/);
    assert.match(problem({ family: 'gpt2' }) ?? '', /bert/);
  });
});

describe('the configuration of an encoder from scratch', () => {
  const made = (settings: Partial<EncoderSettings>) =>
    newEncoderConfig({ ...SETTINGS, ...settings }, { tokenizer, labels: ['joy', 'fear'], dropout: 0.1 });

  it('is a BERT where no family is named', () => {
    const { model_type, architectures, id2label } = made({});
    assert.deepEqual([model_type, architectures], ['bert', ['BertForSequenceClassification']]);
    assert.deepEqual(id2label, { '0': 'joy', '1': 'fear' });
  });

  it("has RoBERTa's sizes", () => {
    const { max_position_embeddings, type_vocab_size, layer_norm_eps, pad_token_id } = made({
      family: 'roberta',
    });
    assert.deepEqual([type_vocab_size, layer_norm_eps], [1, 1e-5]);
    assert.equal(max_position_embeddings, 512 + pad_token_id + 1);
  });

  it('is what its schema reads back, for every family', () => {
    for (const family of ['bert', 'electra', 'roberta'] as const)
      assert.deepEqual(
        encoderConfigSchema.parse(JSON.parse(JSON.stringify(made({ family })))),
        made({ family }),
      );
  });
});

describe('a config.json', () => {
  const sizes = {
    vocab_size: 10,
    hidden_size: 8,
    num_hidden_layers: 1,
    num_attention_heads: 2,
    intermediate_size: 16,
  };

  it("may leave out what equals transformers' defaults", () => {
    const electra = encoderConfigSchema.parse({ ...sizes, model_type: 'electra' });
    assert.deepEqual(
      [
        electra.hidden_dropout_prob,
        electra.classifier_dropout,
        electra.layer_norm_eps,
        electra.embedding_size,
      ],
      [0.1, null, 1e-12, 128],
    );
    const roberta = encoderConfigSchema.parse({ ...sizes, model_type: 'roberta' });
    assert.deepEqual([roberta.pad_token_id, roberta.type_vocab_size], [1, 2]);
  });

  it('keeps the fields that are not used', () => {
    const { use_cache } = encoderConfigSchema.parse({ ...sizes, model_type: 'bert', use_cache: true });
    assert.equal(use_cache, true);
  });

  it('is refused where the model would be another: activation, positions, family', () => {
    const refused = (changes: object) =>
      !encoderConfigSchema.safeParse({ ...sizes, model_type: 'bert', ...changes }).success;
    assert.equal(refused({}), false);
    assert.ok(refused({ hidden_act: 'gelu_new' }));
    assert.ok(refused({ position_embedding_type: 'relative_key' }));
    assert.ok(refused({ model_type: 'deberta' }));
  });
});
