import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readAdjustment } from '../../src/runs/adjustment.js';
import { runFileSchema, runFolder } from '../../src/runs/run-folder.js';
import { resultOf } from '../support/runs.js';

/**
 * A worker process whose run's intent says what happens to it: the queue is tested with real processes that end in
 * every way, without the minutes of a training.
 */
const dir = process.argv[2] ?? '';
const { intent, spec } = runFileSchema.parse(JSON.parse(readFileSync(join(dir, 'spec.json'), 'utf8')));
const adjusted = await readAdjustment(runFolder(dir));
const batch = adjusted?.batch ?? spec.batch;
const time = '2026-11-23T00:00:00.000Z';
const say = (event: object) => appendFileSync(join(dir, 'events.jsonl'), `${JSON.stringify(event)}\n`);

console.log(`CUDA_VISIBLE_DEVICES=${process.env['CUDA_VISIBLE_DEVICES'] ?? 'unset'}`);
const epoch = { type: 'epoch', time, train_loss: 0.5, dev_loss: 0.6, micro_f1: 0.6, macro_f1: 0.5 };
say({ ...epoch, epoch: 1, best: true, seconds: 1, seconds_left: 1 });
process.on('disconnect', () => process.exit(1));

function finish(): never {
  const { dev, dev_tuned } = resultOf(0.6);
  writeFileSync(join(dir, 'metrics.json'), JSON.stringify({ dev, dev_tuned }));
  say({ type: 'done', time, best_epoch: 1, seconds: 1 });
  process.exit(0);
}

/** As a worker whose steps were ready, and then did not fit. */
function runOutOfMemory({ before = false } = {}): never {
  const now = new Date().toISOString();
  const engine = { kind: 'native', tensorflow: '2.21.0', device: 'cpu', slow: false };
  const counts = { examples: { train: 1, dev: 1, test: 1 }, parameters: 1, epochs: 1, steps: 1 };
  if (!before) say({ type: 'start', time: now, engine, ...counts });
  say({ type: 'failed', time: now, reason: 'oom', message: 'It stopped because memory ran out.' });
  process.exit(1);
}

switch (intent) {
  case 'say that memory ran out':
    runOutOfMemory();
    break;
  case 'say that memory ran out at once':
    runOutOfMemory({ before: true });
    break;
  case 'need a batch of 4':
    if (batch > 4) runOutOfMemory();
    finish();
    break;
  case 'hang with a batch of 4':
    if (batch > 4) runOutOfMemory();
    setInterval(() => undefined, 1000);
    break;
  case 'finish':
    finish();
    break;
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
  // What TensorFlow's C++ and abseil printed under a real limit before they aborted.
  case 'abort for memory':
    console.error(
      "terminate called after throwing an instance of 'std::bad_alloc'\n  what():  std::bad_alloc",
    );
    process.abort();
    break;
  case 'abort at mmap':
    console.error('[low_level_alloc.cc : 599] RAW: mmap error: 12');
    process.abort();
    break;
  case 'abort':
    console.error('Check failed: shape.dims() == 2');
    process.abort();
    break;
  case 'be killed':
    process.kill(process.pid, 'SIGKILL');
    break;
  default:
    setInterval(() => undefined, 1000);
}
