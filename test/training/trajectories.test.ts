import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadEngine } from '../../src/tensorflow/load-engine.js';
import { AdamW } from '../../src/training/adamw.js';
import type { PackedBatch } from '../../src/training/batches.js';
import { createTrainer } from '../../src/training/create-trainer.js';
import { EagerTrainer } from '../../src/training/eager-trainer.js';
import { learningRate } from '../../src/training/learning-rate.js';
import { apl, type AplParams, asl } from '../../src/training/losses/asymmetric.js';
import { bce } from '../../src/training/losses/bce.js';
import type { Loss } from '../../src/training/losses/loss.js';
import { reduced } from '../../src/training/losses/loss-of.js';
import type { Model } from '../../src/training/model.js';
import { lossOfLogits } from '../../src/training/predict.js';
import type { Trainer } from '../../src/training/trainer.js';
import { readGolden } from '../golden/read-golden.js';
import { goldenModel } from './golden-model.js';

type Matrix = number[][];
type Run = {
  loss_name: 'bce' | 'asl' | 'apl';
  params: AplParams;
  reduction: 'mean' | 'sum';
  loss: number[];
  lr: number[];
  grad_norm: number[];
  final_logits: Matrix[];
  final_loss: number[];
  final_norm_by_parameter: Record<string, number>;
};
type Trajectories = {
  no_weight_decay: string[];
  batches: { input_ids: Matrix; attention_mask: Matrix; token_type_ids: Matrix; labels: Matrix }[];
  runs: Record<string, Run>;
};

const engine = await loadEngine();
const { tf } = engine;
const LOSSES = { bce: () => bce(tf), asl: (p: AplParams) => asl(tf, p), apl: (p: AplParams) => apl(tf, p) };

/** How far numbers may be from the reference's float64, relative to it. */
const LOSS = 5e-6;
const NORM = 2e-5;
/** For logits of about 2 in size, absolute. */
const LOGITS = 5e-5;

const lossOf = ({ loss_name, params, reduction }: Run): Loss =>
  reduced(tf, LOSSES[loss_name](params), reduction);

const pack = ({ input_ids, attention_mask, token_type_ids, labels }: Trajectories['batches'][number]) =>
  ({
    size: input_ids.length,
    length: input_ids[0]?.length ?? 0,
    ids: Int32Array.from(input_ids.flat()),
    types: Int32Array.from(token_type_ids.flat()),
    mask: Float32Array.from(attention_mask.flat()),
    targets: Float32Array.from(labels.flat()),
  }) satisfies PackedBatch;

function assertClose(actual: number, expected: number | undefined, tolerance: number, what: string): void {
  const difference = Math.abs(actual / (expected ?? NaN) - 1);
  assert.ok(difference < tolerance, `${what}: ${actual}, not ${expected} (off by ${difference})`);
}

const normOf = (values: Float32Array | undefined): number =>
  Math.sqrt(values?.reduce((sum, value) => sum + value ** 2, 0) ?? NaN);

const undropped = (name: string) => goldenModel(tf, name, { dropout: 0 });

const TRAINERS: Record<Trainer['kind'], (model: Model, loss: Loss) => Trainer> = {
  eager: (model, loss) => {
    const optimizer = new AdamW(tf, model.variables, { decay: 0.01 });
    return new EagerTrainer({ model, loss, optimizer, gradClip: 1 });
  },
  compiled: (model, loss) => {
    const trainer = createTrainer({ engine, model, loss, optimizer: { decay: 0.01, gradClip: 1 } });
    assert.equal(trainer.kind, 'compiled');
    return trainer;
  },
};

for (const name of ['electra-tiny', 'roberta-tiny'])
  describe(`${name} trains as with PyTorch`, () => {
    const { batches, runs, no_weight_decay } = readGolden<Trajectories>(`training/${name}.json`);
    const packed = batches.map(pack);

    it('takes no decay off the same parameters', async () => {
      const { variables } = await undropped(name);
      const kept = variables.filter(({ decays }) => !decays).map((variable) => variable.name);
      assert.deepEqual(kept.sort(), no_weight_decay.sort());
    });

    for (const [kind, create] of Object.entries(TRAINERS))
      for (const [runName, run] of Object.entries(runs)) {
        const skip =
          kind === 'compiled' && engine.kind !== 'native' && 'only the native engine compiles steps';
        it(`20 steps of ${runName}, ${kind}`, { skip }, async () => {
          const loss = lossOf(run);
          const trainer = create(await undropped(name), loss);
          const rateAt = learningRate({ schedule: 'linear', peak: 1e-3, totalSteps: 20, warmupSteps: 4 });
          for (const [step, expected] of run.loss.entries()) {
            const rate = rateAt(step);
            assert.ok(Math.abs(rate - (run.lr[step] ?? NaN)) < 1e-12);
            const batch = packed[step % packed.length] as PackedBatch;
            const { loss: actual, gradNorm } = trainer.step({ batches: [batch], rate, seed: [0, step] });
            assertClose(actual, expected, LOSS, `loss of step ${step}`);
            assertClose(gradNorm, run.grad_norm[step], NORM, `gradient norm of step ${step}`);
          }
          for (const [i, batch] of packed.entries()) {
            const logits = trainer.predict(batch);
            const expected = run.final_logits[i]?.flat() ?? [];
            for (const [j, logit] of logits.flat().entries())
              assert.ok(
                Math.abs(logit - (expected[j] ?? NaN)) < LOGITS,
                `logit ${j} of batch ${i}: ${logit}, not ${expected[j]}`,
              );
            assertClose(
              lossOfLogits(tf, loss, logits, batches[i]?.labels ?? []),
              run.final_loss[i],
              LOSS,
              `last loss of batch ${i}`,
            );
          }
          const weights = trainer.weights();
          for (const [parameter, norm] of Object.entries(run.final_norm_by_parameter))
            assertClose(normOf(weights.get(parameter)?.data), norm, NORM, parameter);
          trainer.dispose();
        });
      }
  });
