/** Options of training, and what stands behind them. */
export const training = {
  model: {
    name: 'model',
    text: 'The encoder that reads the text, with a layer on top that gives each label a number. A name of the catalogue, a model of the hub (owner/name), or a folder. Encoders trained before on much Korean text score far better than those from scratch; larger ones are better and slower.',
  },
  data: {
    name: 'data set',
    text: 'The folder with train, dev and test file. Scores are comparable on the same data only; /data shows what is in it.',
  },
  lr: {
    name: 'learning rate',
    text: 'How far the weights move in a step, at its peak. The most important number: too high and the loss jumps or becomes NaN, too low and nothing is learnt. Encoders that were trained before want 1e-5 to 5e-5, smaller for larger ones.',
  },
  epochs: {
    name: 'epochs',
    text: 'How often training passes over the whole training data. The schedule of the rate is spread over them, so 10 epochs are more than the first 10 of 30. With patience it may end earlier.',
  },
  batch: {
    name: 'batch size',
    text: 'How many texts are in memory at once. Larger is faster on a GPU until memory ends, with fewer and smoother steps; the learning rate usually grows with it. One step of the optimiser sees batch × accumulate texts.',
  },
  accumulate: {
    name: 'gradient accumulation',
    text: 'So many batches are added up before one step: batch:16 accumulate:4 trains like batch:64 in the memory of 16. When memory runs out, halve batch and double this.',
  },
  warmup: {
    name: 'warm-up',
    text: 'Share of all steps in which the learning rate climbs from 0 to its peak. Without it the first steps, when the new layer on top is still random, can spoil what the encoder knows.',
  },
  schedule: {
    name: 'learning-rate schedule',
    text: 'How the rate falls after warm-up: linear to 0, cosine (slowly, fast, slowly) to 0, or constant.',
  },
  decay: {
    name: 'weight decay',
    text: 'In each step the weights shrink by lr × decay, apart from the gradient (AdamW), which keeps them from growing into the training data. 0.01 is usual; the task’s best single models used up to 0.1.',
  },
  layer_decay: {
    name: 'layer-wise rate decay',
    text: 'Each layer below the head learns with this times the rate of the layer above it: 0.9 over 12 layers leaves the lowest about 0.28. Low layers know the language already and need little change. 1 turns it off.',
  },
  grad_clip: {
    name: 'gradient clipping',
    text: 'Where the norm of all gradients together is above this, they are scaled down to it: one odd batch cannot throw the weights far. 1 is usual, 0 turns it off.',
  },
  dropout: {
    name: 'dropout',
    text: 'In training this share of the inner values is set to 0 at random, so that the model does not rely on single ones. Nothing is dropped when it predicts. 0.1 is usual for encoders.',
  },
  maxlen: {
    name: 'longest input',
    text: 'Texts longer than so many tokens are cut. Tweets seldom need more than 128; half the length is more than twice as fast. /data shows the lengths.',
  },
  seed: {
    name: 'seed',
    text: 'The number from which all chance of a run begins: new weights, order of the texts, dropout. The same seed gives the same run; another one shows how much of a difference is luck.',
  },
  shuffle: {
    name: 'shuffling',
    text: 'Whether the training texts come in a new order each epoch. Turn it off only to compare with other code, step by step.',
  },
  bucket: {
    name: 'length bucketing',
    text: 'Batches are made of texts of similar length, so that less padding is computed: about half the time on short texts. The order of the batches stays random.',
  },
  patience: {
    name: 'early stopping',
    text: 'Training ends when so many looks at the dev set in a row brought no better micro-F1. It saves time; 0 turns it off. The result has the best weights either way (keep).',
  },
  eval_steps: {
    name: 'evaluations within an epoch',
    text: 'The dev set is looked at every so many steps, too, not only at the end of each epoch. Useful where one epoch is long and the best point lies inside it. patience counts these looks.',
  },
  keep: {
    name: 'which weights are kept',
    text: 'best: those with the highest dev micro-F1; last: those at the end; both: best, with the last beside them. best is chosen on dev, so its dev score flatters a little.',
  },
  precision: {
    name: 'precision of numbers',
    text: 'auto: on a GPU that can, products of matrices in bfloat16, which is faster and loses little; float32 elsewhere. float32: that everywhere, to compare exactly.',
  },
  folds: {
    name: 'cross-validation',
    text: 'With folds:5 the training data is divided into five parts; five models each learn from four and are judged on the fifth. Every training text gets a score from a model that never saw it (out of fold), and the five together predict better than one. Parts are stratified, so that rare labels are spread evenly.',
  },
  seeds: {
    name: 'several seeds',
    text: 'seeds:3 trains three times with seeds in a row. Their mean says what the settings bring, their spread what is luck, and the average of their scores usually beats each of them.',
  },
  adamw: {
    name: 'AdamW',
    text: 'The optimiser of every run: each weight has a step size of its own, from running means of its gradient and of the gradient’s square, and weight decay is taken apart from the gradient.',
  },
  linear: {
    name: 'linear schedule',
    text: 'After warm-up the rate falls in a straight line to 0 at the last step: the usual choice for fine-tuning encoders.',
  },
  cosine: {
    name: 'cosine schedule',
    text: 'After warm-up the rate follows half a cosine to 0: it stays high for longer than the line does, and low for longer.',
  },
  constant: {
    name: 'constant schedule',
    text: 'After warm-up the rate stays at its peak. The last weights are noisy then; take it with keep:best.',
  },
} as const;
