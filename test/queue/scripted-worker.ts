import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runFileSchema } from '../../src/runs/run-folder.js';
import { resultOf } from '../support/runs.js';

/**
 * A worker process whose run's intent says what happens to it: the queue is tested with real processes that end in
 * every way, without the minutes of a training.
 */
const dir = process.argv[2] ?? '';
const { intent } = runFileSchema.parse(JSON.parse(readFileSync(join(dir, 'spec.json'), 'utf8')));
const time = '2026-11-23T00:00:00.000Z';
const say = (event: object) => appendFileSync(join(dir, 'events.jsonl'), `${JSON.stringify(event)}\n`);

console.log(`CUDA_VISIBLE_DEVICES=${process.env['CUDA_VISIBLE_DEVICES'] ?? 'unset'}`);
const epoch = { type: 'epoch', time, train_loss: 0.5, dev_loss: 0.6, micro_f1: 0.6, macro_f1: 0.5 };
say({ ...epoch, epoch: 1, best: true, seconds: 1, seconds_left: 1 });
process.on('disconnect', () => process.exit(1));

switch (intent) {
  case 'finish': {
    const { dev, dev_tuned } = resultOf(0.6);
    writeFileSync(join(dir, 'metrics.json'), JSON.stringify({ dev, dev_tuned }));
    say({ type: 'done', time, best_epoch: 1, seconds: 1 });
    process.exit(0);
    break;
  }
  case 'throw':
    throw new Error('tensor of the wrong shape');
  case 'say why':
    say({
      type: 'failed',
      time,
      reason: 'data',
      message: 'train.jsonl, line 3: no id.',
      hint: 'Mend line 3.',
    });
    process.exit(1);
    break;
  case 'be killed':
    process.kill(process.pid, 'SIGKILL');
    break;
  default:
    setInterval(() => undefined, 1000);
}
