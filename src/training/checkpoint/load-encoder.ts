import type { Tensorflow } from '../../tensorflow/engine.js';
import type { Said } from '../../texts/texts.js';
import { UserError } from '../../user-error.js';
import { CLASSIFIERS, familyOf, shapesByDepth } from '../encoder/families.js';
import type { Shapes } from '../encoder/shapes.js';
import type { EncoderConfig } from '../encoder-config.js';
import { EncoderModel } from '../encoder-model.js';
import { Random } from '../random.js';
import { TARGET_MARKERS } from '../text/prepare-text.js';
import { Tokenizer } from '../tokenizer/tokenizer.js';
import { openWeights, type Weights } from '../weights/open-weights.js';
import { describeLoading, labelNames } from './describe-loading.js';
import { growTable } from './grow-table.js';
import { type LabelOrder, labelOrder, reorderRows } from './label-order.js';
import { type Match, matchWeights } from './match-weights.js';
import { checkEncoderConfig, readConfig } from './read-config.js';

export type LoadOptions = {
  /** The task's labels: the order of the logits. */
  labels: readonly string[];
  /** Longest input in tokens; the model's own limit where it is shorter, or nothing is said. */
  maxlen?: number;
  /** Of hidden states, attention and head; the checkpoint's own where left out. */
  dropout?: number;
  /** What the checkpoint lacks is drawn from it. */
  seed: number;
  /** Whether texts have their target between markers: the tokeniser learns them, and the table of words two more rows. */
  marks?: boolean;
  /** Whether a head that is missing, or of other labels, may begin fresh: yes to train, no to predict. */
  freshHead: boolean;
};

export type LoadedEncoder = {
  model: EncoderModel;
  /** What people should know of how it was loaded, a line each. */
  lines: Said[];
};

/**
 * An encoder with the weights of a checkpoint folder in Hugging Face's layout.
 * @throws UserError naming the file and the cure: `checkpoint.…`, `tokenizer.files`
 */
export async function loadEncoder(
  tf: Tensorflow,
  folder: string,
  options: LoadOptions,
): Promise<LoadedEncoder> {
  const { labels, seed } = options;
  const given = checkEncoderConfig(await readConfig(folder), folder);
  const plain = await Tokenizer.load(folder);
  checkVocabulary(plain, given, folder);
  const tokenizer = options.marks ? plain.withTokens(TARGET_MARKERS) : plain;
  const order = labelOrder(given.id2label, labels);
  const weights = await openWeights(folder);
  try {
    const sameLabels = order.kind !== 'other';
    const match = matchWeights({ folder, ...weights }, wantedOf(given, sameLabels));
    if (!options.freshHead) {
      refuseFresh(match, order, folder);
      refuseNewWords(plain, tokenizer, folder);
    }
    const config = classifierConfig(given, { ...options, words: tokenizer.vocabularySize });
    const longest = familyOf(config).longest(config);
    const model = new EncoderModel(tf, {
      config,
      tokenizer,
      seed,
      weights: await readAll(weights, match, { given, config, order, seed }),
      maxlen: Math.min(options.maxlen ?? tokenizer.maxLength, longest),
    });
    return { model, lines: describeLoading(match, order, { ...options, config, given, longest }) };
  } finally {
    await weights.close();
  }
}

function wantedOf(config: EncoderConfig, sameLabels: boolean): Parameters<typeof matchWeights>[1] {
  const depths = shapesByDepth(config);
  const head = depths.at(-1) ?? {};
  const labels = Object.keys(config.id2label).length;
  const wider = familyOf(config).headShapes(config, labels + 1);
  const perLabel = Object.keys(head).filter((name) => String(head[name]) !== String(wider[name]));
  const backbone = Object.assign({}, ...depths.slice(0, -1)) as Shapes;
  return {
    ...{ prefix: familyOf(config).prefix, backbone, head, labels, sameLabels },
    perLabel: new Set(perLabel),
  };
}

/** The checkpoint's configuration as that of a classifier of the task, as transformers would write it. */
function classifierConfig(
  given: EncoderConfig,
  { labels, dropout, words }: LoadOptions & { words: number },
): EncoderConfig {
  const rest: EncoderConfig = { ...given };
  // Older names for what is said below.
  delete rest.torch_dtype;
  delete rest.num_labels;
  return {
    ...rest,
    architectures: [CLASSIFIERS[given.model_type]],
    dtype: 'float32',
    problem_type: 'multi_label_classification',
    vocab_size: Math.max(given.vocab_size, words),
    id2label: Object.fromEntries(labels.map((label, index) => [String(index), label])),
    label2id: Object.fromEntries(labels.map((label, index) => [label, index])),
    ...(dropout !== undefined && {
      hidden_dropout_prob: dropout,
      attention_probs_dropout_prob: dropout,
      classifier_dropout: null,
    }),
  };
}

async function readAll(
  weights: Weights,
  { taken }: Match,
  {
    given,
    config,
    order,
    seed,
  }: { given: EncoderConfig; config: EncoderConfig; order: LabelOrder; seed: number },
): Promise<Map<string, Float32Array>> {
  const { perLabel } = wantedOf(given, true);
  const all = new Map<string, Float32Array>();
  for (const [name, inFile] of taken) {
    const values = await weights.read(inFile);
    if (order.kind === 'permuted' && perLabel.has(name)) all.set(name, reorderRows(values, order.rows));
    else if (name.endsWith('.word_embeddings.weight'))
      all.set(
        name,
        growTable(values, [given.vocab_size, config.vocab_size], config, Random.fork(seed, 'markers')),
      );
    else all.set(name, values);
  }
  return all;
}

function checkVocabulary({ vocabularySize }: Tokenizer, { vocab_size }: EncoderConfig, folder: string): void {
  if (vocabularySize <= vocab_size) return;
  throw new UserError(
    'checkpoint.vocabulary',
    `The tokenizer in ${folder} gives ids up to ${vocabularySize - 1}, but the model knows ${vocab_size} (vocab_size in its config.json). They are of different models: fetch the tokenizer's files from where the weights came from.`,
  );
}

function refuseFresh({ missing, ofOtherLabels }: Match, order: LabelOrder, folder: string): void {
  if (order.kind === 'other' && ofOtherLabels.length > 0)
    throw new UserError(
      'checkpoint.labels',
      `The checkpoint in ${folder} is for ${labelNames(order)}, not the task's. Predict with a checkpoint that was trained for the task.`,
    );
  if (missing.length > 0)
    throw new UserError(
      'checkpoint.head',
      `The checkpoint in ${folder} has no classification head (${missing[0]} is missing): it was not trained for the task yet. Start from it with \`train model:…\`, and predict with the run's checkpoint.`,
    );
}

function refuseNewWords(plain: Tokenizer, tokenizer: Tokenizer, folder: string): void {
  if (tokenizer.vocabularySize === plain.vocabularySize) return;
  throw new UserError(
    'checkpoint.markers',
    `The checkpoint in ${folder} was not trained with the target between markers: it does not know them. Leave target:mark out, or predict with a run that had it.`,
  );
}
