import { readFileSync } from 'node:fs';
import type { Engine } from '../../tensorflow/engine.js';
import type { PackedBatch } from '../../training/batches.js';
import { createTrainer } from '../../training/create-trainer.js';
import { bce } from '../../training/losses/bce.js';
import { reduced } from '../../training/losses/loss-of.js';
import type { Trainer } from '../../training/trainer.js';
import type { Closed, Opened, OpenRequest, Went } from '../protocol.js';
import { createBenchModel, VOCABULARY } from './create-bench-model.js';
import { madeBatches } from './made-batches.js';
import { SAMPLE_LABELS, sampleEpoch } from './sample-epoch.js';

/** Labmate's half of the comparison: the trainer of a run, driven step by step. */
export class Measured {
  #done = 0;

  private constructor(
    readonly opened: Opened,
    private readonly trainer: Trainer,
    private readonly batches: readonly PackedBatch[],
    private readonly request: OpenRequest,
  ) {}

  static async open(engine: Engine, request: OpenRequest): Promise<Measured> {
    const { config, bucket, decay, clip } = request;
    const epoch = config.kind === 'epoch';
    const model = await createBenchModel(engine.tf, config, {
      labels: SAMPLE_LABELS,
      ...(!epoch && { vocabulary: VOCABULARY }),
    });
    const batches = epoch ? await sampleEpoch(model, config, bucket) : madeBatches(config, model.padId);
    const begin = performance.now();
    const loss = reduced(engine.tf, bce(engine.tf), 'mean');
    const optimizer = { decay, gradClip: clip };
    // In float32 on every device, as PyTorch is measured.
    const trainer = createTrainer({ engine, model, loss, optimizer, precision: 'float32' });
    const open_ms = performance.now() - begin;
    const opened = { says: versions(engine, trainer), device: engine.device, open_ms };
    return new Measured(epoch ? { ...opened, steps: batches.length } : opened, trainer, batches, request);
  }

  go(steps: number): Went {
    const ms: number[] = [];
    const values: number[] = [];
    const cpu = process.cpuUsage();
    for (let i = 0; i < steps; i += 1) {
      const batch = this.batches[this.#done % this.batches.length] as PackedBatch;
      this.#done += 1;
      const begin = performance.now();
      values.push(...this.#step(batch));
      ms.push(performance.now() - begin);
    }
    const { user, system } = process.cpuUsage(cpu);
    return { ms, cpu_ms: (user + system) / 1000, values };
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

const versions = ({ kind, tensorflow }: Engine, trainer: Trainer): string =>
  `TensorFlow ${tensorflow} (${kind}, ${trainer.kind} step), Node ${process.versions.node}`;

/** Largest resident set of this process so far, as the kernel counts it. */
function peakMb(): number {
  try {
    const status = readFileSync('/proc/self/status', 'utf8');
    return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024;
  } catch {
    return process.resourceUsage().maxRSS / 1024;
  }
}
