import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runFileSchema } from '../../../src/runs/run-folder.js';
import { resultOf } from '../../support/runs.js';

/**
 * A worker process whose settings say how it ends: dev micro-F1 is the dropout that it was given, in every epoch; with
 * `decay` 1 it fails, with `label_smoothing` 0.9 it hangs after its epochs. Sweeps are tested with real processes,
 * without the minutes of their trainings.
 */
const dir = process.argv[2] ?? '';
const { spec } = runFileSchema.parse(JSON.parse(readFileSync(join(dir, 'spec.json'), 'utf8')));
const time = '2026-11-23T00:00:00.000Z';
const say = (event: object) => appendFileSync(join(dir, 'events.jsonl'), `${JSON.stringify(event)}\n`);
process.on('disconnect', () => process.exit(1));

if (spec.decay === 1) {
  say({ type: 'failed', time, reason: 'data', message: 'train.jsonl, line 3: no id.', hint: 'Mend line 3.' });
  process.exit(1);
}
const micro_f1 = spec.dropout;
for (let epoch = 1; epoch <= spec.epochs; epoch++)
  say({
    ...{ type: 'epoch', time, epoch, train_loss: 0.5, dev_loss: 0.6, micro_f1, macro_f1: 0.5 },
    ...{ best: true, seconds: 1, seconds_left: 1 },
  });
if (spec.label_smoothing === 0.9) setInterval(() => undefined, 1000);
else {
  const { dev, dev_tuned } = resultOf(micro_f1);
  writeFileSync(join(dir, 'metrics.json'), JSON.stringify({ dev, dev_tuned }));
  say({ type: 'done', time, best_epoch: 1, seconds: 1 });
  process.exit(0);
}
