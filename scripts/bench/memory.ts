import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../src/config/settings.js';
import { loadEngine } from '../../src/tensorflow/load-engine.js';
import type { PackedBatch } from '../../src/training/batches.js';
import { createTrainer } from '../../src/training/create-trainer.js';
import { newEncoderConfig } from '../../src/training/encoder-config.js';
import { EncoderModel } from '../../src/training/encoder-model.js';
import { bce } from '../../src/training/losses/bce.js';
import { reduced } from '../../src/training/losses/loss-of.js';
import { Random } from '../../src/training/random.js';
import { Tokenizer } from '../../src/training/tokenizer/tokenizer.js';

/**
 * `node dist/scripts/bench/memory.js`: the process's memory over 1,000 training steps of changing shapes, a line for each
 * hundred. Shapes stop changing what is there after the largest has been met; nothing may grow from then on.
 */
const STEPS = 1000;
const LABELS = ['one', 'two', 'three'];

const residentMiB = (): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0) / 1024;

function batchOf(step: number): PackedBatch {
  const random = Random.fork(1, 'memory', step);
  const size = 1 + (random.uint32() % 16);
  const length = 2 + (random.uint32() % 63);
  const numbers = size * length;
  return {
    size,
    length,
    ids: Int32Array.from({ length: numbers }, () => 5 + (random.uint32() % 500)),
    types: new Int32Array(numbers),
    mask: new Float32Array(numbers).fill(1),
    targets: Float32Array.from({ length: size * LABELS.length }, () => random.uint32() % 2),
  };
}

const engine = await loadEngine();
const folder = join(projectRoot, 'configs', 'tokenizers', 'kote8-wordpiece');
const tokenizer = await Tokenizer.load(folder);
const config = newEncoderConfig(
  { tokenizer: folder, layers: 4, hidden: 128, heads: 2, intermediate: 512 },
  { tokenizer, labels: LABELS, dropout: 0.1 },
);
const model = new EncoderModel(engine.tf, {
  config,
  tokenizer,
  maxlen: 64,
  seed: 1,
});
const optimizer = { decay: 0.01, gradClip: 1 };
const trainer = createTrainer({ engine, model, loss: reduced(engine.tf, bce(engine.tf), 'mean'), optimizer });
for (let step = 1; step <= STEPS; step += 1) {
  trainer.step({ batches: [batchOf(step)], rate: 1e-4, seed: [1, step] });
  if (step % 100 === 0)
    console.log(
      `step ${step}: ${residentMiB().toFixed(0)} MiB resident, ${engine.tf.memory().numTensors} tensors of TensorFlow.js`,
    );
}
