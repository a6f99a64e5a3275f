import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { devLooks } from '../../../src/runs/dev-looks.js';
import { textsIn } from '../../../src/texts/texts.js';
import { learningCurve } from '../../../src/chat/charts/learning-curve.js';
import type { WorkerEvent } from '../../../src/runs/worker-event.js';

const time = '2026-11-24T00:00:00.000Z';
const scores = { dev_loss: 0.4, micro_f1: 0.5, macro_f1: 0.4, best: true, seconds_left: 1 };
const epoch = (number: number, step?: number): WorkerEvent => ({
  ...{ type: 'epoch', time, epoch: number, ...scores, train_loss: 0.5, seconds: 1 },
  ...(step !== undefined && { step }),
});
const within = (number: number, step: number): WorkerEvent => ({
  ...{ type: 'eval', time, epoch: number, step, ...scores },
});
const start: WorkerEvent = {
  ...{ type: 'start', time, parameters: 1, epochs: 3, steps: 24 },
  engine: { kind: 'native', tensorflow: '2.21.0', device: 'cpu', slow: false },
  examples: { train: 1, dev: 1, test: 1 },
};
const placed = (events: WorkerEvent[]) => devLooks(events).map(({ at, ends }) => [at, ends]);

describe('the learning curve', () => {
  it('GIVEN looks within epochs THEN each stands at its share of the epoch', () => {
    assert.deepEqual(placed([start, within(1, 3), within(1, 6), epoch(1, 8), within(2, 9), epoch(2, 16)]), [
      [0.375, false],
      [0.75, false],
      [1, true],
      [1.125, false],
      [2, true],
    ]);
  });

  it('GIVEN a run that patience ended within its first epoch THEN the steps of the whole training place its looks', () => {
    assert.deepEqual(placed([start, within(1, 2), within(1, 4)]), [
      [0.25, false],
      [0.5, false],
    ]);
  });

  it('GIVEN an old run, whose epochs know no steps THEN its epochs are there as before', () => {
    assert.deepEqual(placed([epoch(1), epoch(2)]), [
      [1, true],
      [2, true],
    ]);
  });

  it('GIVEN looks within epochs THEN the picture is another one than without them', async () => {
    const epochs = [epoch(1, 8), epoch(2, 16)];
    const [few, more] = [
      await learningCurve('Run 1', epochs, textsIn('en')),
      await learningCurve('Run 1', [within(1, 4), ...epochs], textsIn('en')),
    ];
    assert.deepEqual(few.subarray(1, 4).toString(), 'PNG');
    assert.ok(!few.equals(more));
  });
});
