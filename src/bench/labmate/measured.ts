import { readFileSync } from 'node:fs';
import type { Engine } from '../../tensorflow/engine.js';
import { loadEngine } from '../../tensorflow/load-engine.js';
import type { PackedBatch } from '../../training/batches.js';
import { createTrainer } from '../../training/create-trainer.js';
import { bce } from '../../training/losses.js';
import type { Trainer } from '../../training/trainer.js';
import type { Closed, Opened, OpenRequest, Went } from '../protocol.js';
import { createBenchModel } from './create-bench-model.js';
import { madeBatches } from './made-batches.js';
import { SAMPLE_LABELS, sampleEpoch } from './sample-epoch.js';
import { writeForPytorch } from './write-for-pytorch.js';

/** Words of the models whose texts are made up: as many as Korean ELECTRA and BERT models have. */
const VOCABULARY = 30_000;

/** Labmate's half of the comparison: the trainer of a run, driven step by step. */
export class Measured {
  #done = 0;

  private constructor(
    readonly opened: Opened,
    private readonly trainer: Trainer,
    private readonly batches: readonly PackedBatch[],
    private readonly request: OpenRequest,
  ) {}

  static async open(request: OpenRequest): Promise<Measured> {
    const { config, folder, bucket, decay, clip } = request;
    const engine = await loadEngine();
    const epoch = config.kind === 'epoch';
    const labels = SAMPLE_LABELS;
    const model = await createBenchModel(engine.tf, config, {
      labels,
      ...(!epoch && { vocabulary: VOCABULARY }),
    });
    const sizes = { vocabulary: VOCABULARY, labels: labels.length, padId: model.padId };
    const batches = epoch ? await sampleEpoch(model, config, bucket) : madeBatches(config, sizes);
    const begin = performance.now();
    const loss = bce(engine.tf);
    const trainer = createTrainer({ engine, model, loss, optimizer: { decay, gradClip: clip } });
    const open_ms = performance.now() - begin;
    if (!epoch) await writeForPytorch(folder, { model, trainer, batches });
    const opened = { says: versions(engine), device: engine.device, open_ms };
    return new Measured(epoch ? { ...opened, steps: batches.length } : opened, trainer, batches, request);
  }

  go(steps: number): Went {
    const ms: number[] = [];
    const values: number[] = [];
    for (let i = 0; i < steps; i += 1) {
      const batch = this.batches[this.#done % this.batches.length] as PackedBatch;
      this.#done += 1;
      const begin = performance.now();
      values.push(...this.#step(batch));
      ms.push(performance.now() - begin);
    }
    return { ms, values };
  }

  #step(batch: PackedBatch): number[] {
    if (this.request.config.kind === 'predict') return this.trainer.predict(batch).flat();
    const { rate } = this.request;
    return [this.trainer.step({ batches: [batch], rate, seed: [1, this.#done] }).loss];
  }

  close(): Closed {
    return { peak_mb: peakMb() };
  }
}

const versions = ({ kind, tensorflow }: Engine): string =>
  `TensorFlow ${tensorflow} (${kind}), Node ${process.versions.node}`;

/** Largest resident set of this process so far, as the kernel counts it. */
function peakMb(): number {
  try {
    const status = readFileSync('/proc/self/status', 'utf8');
    return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024;
  } catch {
    return process.resourceUsage().maxRSS / 1024;
  }
}
