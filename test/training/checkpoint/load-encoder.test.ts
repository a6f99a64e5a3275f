import assert from 'node:assert/strict';
import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { loadEngine } from '../../../src/tensorflow/load-engine.js';
import { loadEncoder, type LoadOptions } from '../../../src/training/checkpoint/load-encoder.js';
import type { EncoderModel } from '../../../src/training/encoder-model.js';
import { readSafetensors, writeSafetensors } from '../../../src/training/weights/safetensors.js';
import { UserError } from '../../../src/user-error.js';
import { textsIn } from '../../../src/texts/texts.js';
import { goldenCheckpoint, LABELS } from '../golden-model.js';

const { tf } = await loadEngine();

/** What is said of it is English. */
async function load(folder: string, options: Partial<LoadOptions> = {}) {
  const { model, lines } = await loadEncoder(tf, folder, {
    ...{ labels: LABELS, seed: 3, freshHead: true },
    ...options,
  });
  return { model, lines: lines.map(textsIn('en').say) };
}

const valuesOf = (model: EncoderModel, name: string): Float32Array => {
  const found = model.variables.find((variable) => variable.name === name);
  assert.ok(found, `no parameter ${name}`);
  return found.variable.dataSync() as Float32Array;
};

function changeConfig(folder: string, change: Record<string, unknown>): string {
  const file = join(folder, 'config.json');
  const config = JSON.parse(readFileSync(file, 'utf8')) as object;
  writeFileSync(file, JSON.stringify({ ...config, ...change }));
  return folder;
}

async function changeWeights(
  folder: string,
  change: (tensors: Awaited<ReturnType<typeof readSafetensors>>) => void,
): Promise<string> {
  const file = join(folder, 'model.safetensors');
  const tensors = await readSafetensors(file);
  change(tensors);
  await writeSafetensors(file, tensors);
  return folder;
}

/** What is refused must be one sentence group for people, naming the file and the cure. */
async function refusal(folder: string, options: Partial<LoadOptions> = {}): Promise<string> {
  try {
    await load(folder, options);
  } catch (error) {
    assert.ok(error instanceof UserError, String(error));
    assert.ok(error.message.includes(folder), `${error.message} names ${folder}`);
    return error.message;
  }
  return assert.fail('it was loaded');
}

describe('a checkpoint of a bare backbone', () => {
  for (const [name, missing, unexpected] of [
    ['bert-tiny-base', /bert\.pooler\.dense, classifier\./, /cls\.predictions/],
    ['electra-tiny-base', /classifier\.dense, classifier\.out_proj\./, /discriminator_predictions/],
    ['electra-tiny-square-base', /classifier\.dense, classifier\.out_proj\./, undefined],
    ['roberta-tiny-base', /classifier\.dense, classifier\.out_proj\./, /lm_head/],
  ] as const)
    for (const file of ['model.safetensors', 'pytorch_model.bin'] as const)
      it(`${name} in ${file} gets a head from the seed, and says so with what it does not use`, async () => {
        const { model, lines } = await load(goldenCheckpoint(name, file));
        assert.equal(lines.length, unexpected ? 2 : 1, lines.join('\n'));
        assert.match(lines[0] ?? '', missing);
        assert.match(lines[0] ?? '', /new from seed 3/);
        if (unexpected) assert.match(lines[1] ?? '', unexpected);
        assert.equal(model.config.architectures instanceof Array && model.config.architectures.length, 1);
      });

  it('has the same head from the same seed, another from another', async () => {
    const head = async (seed: number) =>
      valuesOf(
        (await load(goldenCheckpoint('electra-tiny-base'), { seed })).model,
        'classifier.out_proj.weight',
      ).join();
    assert.equal(await head(3), await head(3));
    assert.notEqual(await head(3), await head(4));
  });

  it('takes the names that LayerNorm had in TensorFlow', async () => {
    const folder = await changeWeights(goldenCheckpoint('bert-tiny'), (tensors) => {
      for (const [name, tensor] of [...tensors]) {
        tensors.delete(name);
        tensors.set(
          name.replace('LayerNorm.weight', 'LayerNorm.gamma').replace('LayerNorm.bias', 'LayerNorm.beta'),
          tensor,
        );
      }
    });
    const [{ model, lines }, plain] = [await load(folder), await load(goldenCheckpoint('bert-tiny'))];
    assert.deepEqual(lines, []);
    const name = 'bert.encoder.layer.1.output.LayerNorm.weight';
    assert.deepEqual(valuesOf(model, name), valuesOf(plain.model, name));
  });
});

describe("a checkpoint's classifier", () => {
  const out = 'classifier.out_proj.weight';

  it('is taken with its labels in the order of the task', async () => {
    const swapped = [...LABELS].reverse();
    const folder = changeConfig(goldenCheckpoint('electra-tiny'), {
      id2label: Object.fromEntries(swapped.map((label, index) => [index, label])),
    });
    const [{ model, lines }, plain] = [await load(folder), await load(goldenCheckpoint('electra-tiny'))];
    const rows = (values: Float32Array) =>
      Array.from({ length: 8 }, (_, i) => values.slice(i * 32, i * 32 + 32));
    assert.deepEqual(rows(valuesOf(model, out)), rows(valuesOf(plain.model, out)).reverse());
    assert.match(lines.join(), /another order/);
    assert.deepEqual(Object.values(model.config.id2label as object), LABELS);
  });

  it('is taken where its labels have no names and their number is right', async () => {
    const id2label = Object.fromEntries(LABELS.map((_, index) => [index, `LABEL_${index}`]));
    assert.deepEqual((await load(changeConfig(goldenCheckpoint('bert-tiny'), { id2label }))).lines, []);
  });

  it('is taken where config.json says only how many labels there are', async () => {
    const folder = changeConfig(goldenCheckpoint('bert-tiny'), { id2label: undefined, num_labels: 8 });
    assert.deepEqual((await load(folder)).lines, []);
  });

  it('of other labels begins fresh to train, and is refused to predict', async () => {
    const folder = changeConfig(goldenCheckpoint('electra-tiny'), {
      id2label: Object.fromEntries(LABELS.map((label, index) => [index, `not ${label}`])),
    });
    const { model, lines } = await load(folder);
    const plain = (await load(goldenCheckpoint('electra-tiny'))).model;
    assert.notDeepEqual(valuesOf(model, out), valuesOf(plain, out));
    assert.deepEqual(valuesOf(model, 'classifier.dense.weight'), valuesOf(plain, 'classifier.dense.weight'));
    assert.match(lines.join('\n'), /for the labels not joy.*\n.*seed 3: classifier\.out_proj\.$/);
    assert.match(await refusal(folder, { freshHead: false }), /not the task's/);
  });

  it('must be there to predict', async () =>
    assert.match(
      await refusal(goldenCheckpoint('bert-tiny-base'), { freshHead: false }),
      /no classification head.*Start from it with/,
    ));
});

describe('the configuration of a loaded encoder', () => {
  it("is the checkpoint's, as a classifier of the task with the run's dropout", async () => {
    const folder = changeConfig(goldenCheckpoint('roberta-tiny-base'), {
      torch_dtype: 'float16',
      num_labels: 2,
      classifier_dropout: 0.3,
      tokenizer_class: 'BertTokenizer',
    });
    const { config } = (await load(folder, { dropout: 0.2 })).model;
    assert.deepEqual(
      ['architectures', 'problem_type', 'dtype', 'torch_dtype', 'num_labels', 'tokenizer_class'].map(
        (key) => config[key],
      ),
      [
        ['RobertaForSequenceClassification'],
        'multi_label_classification',
        'float32',
        undefined,
        undefined,
        'BertTokenizer',
      ],
    );
    assert.deepEqual(
      [config.hidden_dropout_prob, config.attention_probs_dropout_prob, config.classifier_dropout],
      [0.2, 0.2, null],
    );
    assert.deepEqual(config.label2id, Object.fromEntries(LABELS.map((label, index) => [label, index])));
  });

  it('has two more words, and rows for them, where targets are marked', async () => {
    const folder = goldenCheckpoint('bert-tiny');
    const [{ model, lines }, plain] = [await load(folder, { marks: true }), await load(folder)];
    assert.equal(model.config.vocab_size, 8002);
    const words = 'bert.embeddings.word_embeddings.weight';
    const rows = valuesOf(model, words);
    assert.equal(rows.length, 8002 * 32);
    assert.deepEqual(rows.slice(0, 8000 * 32), valuesOf(plain.model, words));
    assert.ok(rows.slice(8000 * 32).every((value) => value !== 0 && Math.abs(value) < 0.2));
    assert.match(lines.join(), /2 new rows/);
    assert.ok([...(model.encode('a [TGT] b [/TGT]', null).ids as number[])].includes(8000));
  });

  it('is refused to predict with marked targets where it was not trained with them', async () =>
    assert.match(
      await refusal(goldenCheckpoint('bert-tiny'), { marks: true, freshHead: false }),
      /does not know them\. Leave target:mark out/,
    ));

  it('cuts texts at what the model has positions for, and says so', async () => {
    const folder = goldenCheckpoint('roberta-tiny');
    const { model, lines } = await load(folder, { maxlen: 512 });
    assert.equal(model.encode('가 '.repeat(300), null).ids.length, 128);
    assert.match(lines.join(), /maxlen:512.*128/);
  });
});

describe('a checkpoint that cannot be loaded is refused', () => {
  it('without config.json', async () => {
    const folder = goldenCheckpoint('bert-tiny');
    rmSync(join(folder, 'config.json'));
    assert.match(await refusal(folder), /has no config\.json.*put them there/);
  });

  it('with a damaged config.json', async () => {
    const folder = goldenCheckpoint('bert-tiny');
    writeFileSync(join(folder, 'config.json'), '{"model_type": "be');
    assert.match(await refusal(folder), /config\.json cannot be read.*Fetch it again/);
    writeFileSync(join(folder, 'config.json'), '[]');
    assert.match(await refusal(folder), /no JSON object/);
  });

  for (const [change, said] of [
    [{ model_type: 'gpt2' }, /type “gpt2”.*bert, electra, roberta/],
    [{ model_type: undefined }, /type “undefined”/],
    [{ hidden_act: 'relu' }, /hidden_act "relu".*only gelu/],
    [{ position_embedding_type: 'relative_key' }, /position_embedding_type "relative_key"/],
    [{ hidden_size: 'wide' }, /hidden_size: /],
    [{ num_hidden_layers: 1e9 }, /num_hidden_layers: /],
    [{ num_attention_heads: 3 }, /no multiple of num_attention_heads 3/],
    [{ pad_token_id: 8000 }, /pad_token_id 8000/],
  ] as [Record<string, unknown>, RegExp][])
    it(`with ${JSON.stringify(change)}`, async () =>
      assert.match(await refusal(changeConfig(goldenCheckpoint('bert-tiny'), change)), said));

  it('with a tensor of another shape', async () => {
    const folder = changeConfig(goldenCheckpoint('bert-tiny'), { intermediate_size: 128 });
    assert.match(
      await refusal(folder),
      /model\.safetensors: bert\.encoder\.layer\.0\.intermediate\.dense\.weight is \[64, 32\].*asks for \[128, 32\].*same place/,
    );
  });

  it("with a classifier of another number of labels than its config.json's", async () => {
    const folder = changeConfig(goldenCheckpoint('bert-tiny'), { id2label: { 0: 'yes', 1: 'no' } });
    assert.match(await refusal(folder), /classifier\.weight is \[8, 32\].*asks for \[2, 32\]/);
  });

  it('with layers that are not there', async () => {
    const folder = changeConfig(goldenCheckpoint('electra-tiny'), { num_hidden_layers: 3 });
    assert.match(await refusal(folder), /lack 16 of the .*electra\.encoder\.layer\.2/);
  });

  it('with weights of another family', async () => {
    const folder = changeConfig(goldenCheckpoint('electra-tiny'), { model_type: 'roberta' });
    assert.match(await refusal(folder), /lack .* tensors of the roberta encoder/);
  });

  it('with a file that is cut short', async () => {
    const folder = goldenCheckpoint('bert-tiny');
    truncateSync(join(folder, 'model.safetensors'), 500_000);
    assert.match(await refusal(folder), /model\.safetensors/);
  });

  it('without weights', async () => {
    const folder = goldenCheckpoint('bert-tiny');
    rmSync(join(folder, 'model.safetensors'));
    assert.match(await refusal(folder), /pytorch_model\.bin/);
  });

  it('with a vocabulary larger than the model', async () => {
    const folder = changeConfig(
      await changeWeights(goldenCheckpoint('bert-tiny'), (tensors) => {
        const words = tensors.get('bert.embeddings.word_embeddings.weight');
        assert.ok(words);
        words.shape = [7000, 32];
        words.data = words.data.slice(0, 7000 * 32);
      }),
      { vocab_size: 7000 },
    );
    assert.match(await refusal(folder), /ids up to 7999, but the model knows 7000.*vocab_size/);
  });
});
