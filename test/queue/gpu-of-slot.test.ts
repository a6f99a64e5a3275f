import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { gpuOfSlot } from '../../src/queue/gpu-of-slot.js';
import { temporaryFolder } from '../support/temporary-folder.js';

function driverWith(gpus: number): string {
  const folder = temporaryFolder();
  for (let i = 0; i < gpus; i++) mkdirSync(join(folder, `0000:${i}5:00.0`));
  return folder;
}

describe('gpuOfSlot', () => {
  it('gives each slot one of the GPUs that CUDA_VISIBLE_DEVICES names, in turn', () => {
    const env = { CUDA_VISIBLE_DEVICES: '2,GPU-5d7, MIG-9' };
    const seen = [0, 1, 2, 3].map((slot) => gpuOfSlot(slot, env)['CUDA_VISIBLE_DEVICES']);
    assert.deepEqual(seen, ['2', 'GPU-5d7', 'MIG-9', '2']);
  });

  it('leaves GPUs hidden that somebody hid', () => {
    assert.deepEqual(gpuOfSlot(0, { CUDA_VISIBLE_DEVICES: '' }, driverWith(2)), {});
    assert.deepEqual(gpuOfSlot(0, { CUDA_VISIBLE_DEVICES: '-1' }, driverWith(2)), {});
    assert.deepEqual(gpuOfSlot(1, { CUDA_VISIBLE_DEVICES: '4,-1,5' }), { CUDA_VISIBLE_DEVICES: '4' });
  });

  it("shares out the machine's GPUs by bus id where none are named", () => {
    const folder = driverWith(2);
    const order = { CUDA_DEVICE_ORDER: 'PCI_BUS_ID' };
    assert.deepEqual(gpuOfSlot(1, {}, folder), { CUDA_VISIBLE_DEVICES: '1', ...order });
    assert.deepEqual(gpuOfSlot(2, {}, folder), { CUDA_VISIBLE_DEVICES: '0', ...order });
    const fastest = { CUDA_DEVICE_ORDER: 'FASTEST_FIRST' };
    assert.deepEqual(gpuOfSlot(1, fastest, folder), { CUDA_VISIBLE_DEVICES: '1', ...fastest });
  });

  it('changes nothing on a machine without a GPU', () => {
    assert.deepEqual(gpuOfSlot(0, {}, driverWith(0)), {});
    assert.deepEqual(gpuOfSlot(0, {}, join(driverWith(0), 'absent')), {});
  });
});
