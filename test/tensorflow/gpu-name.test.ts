import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { gpuName, hasNvidiaDriver, listGpus } from '../../src/tensorflow/gpu-name.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const RTX = 'NVIDIA GeForce RTX 3090';
const A100 = 'NVIDIA A100-SXM4-80GB';

/** A folder like /proc/driver/nvidia with these models, their UUIDs GPU-0, GPU-1 and so on. */
function driverWith(...models: string[]): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'version'), 'NVRM version: NVIDIA UNIX x86_64 Kernel Module\n');
  for (const [i, model] of models.entries()) {
    const gpu = join(folder, 'gpus', `0000:${i}5:00.0`);
    mkdirSync(gpu, { recursive: true });
    writeFileSync(
      join(gpu, 'information'),
      `Model: \t\t ${model}\nIRQ:   \t\t 16\nGPU UUID: \t GPU-${i}\nDevice Minor: \t ${i}\n`,
    );
  }
  return folder;
}

describe('gpuName', () => {
  it("reads the model from the driver's folder, and is GPU without one", () => {
    assert.equal(gpuName({}, driverWith(RTX)), RTX);
    assert.equal(gpuName({}, driverWith(RTX, RTX)), RTX);
    assert.equal(gpuName({}, join(temporaryFolder(), 'absent')), 'GPU');
  });

  it('tells different GPUs apart by UUID, or by number where CUDA counts as the driver does', () => {
    const folder = driverWith(RTX, A100);
    assert.equal(gpuName({ CUDA_VISIBLE_DEVICES: 'GPU-1' }, folder), A100);
    assert.equal(gpuName({ CUDA_VISIBLE_DEVICES: '1', CUDA_DEVICE_ORDER: 'PCI_BUS_ID' }, folder), A100);
    assert.equal(gpuName({ CUDA_DEVICE_ORDER: 'PCI_BUS_ID' }, folder), RTX);
  });

  it('does not guess which of different GPUs CUDA counts first', () => {
    assert.equal(gpuName({ CUDA_VISIBLE_DEVICES: '0' }, driverWith(RTX, A100)), 'GPU');
  });
});

describe('listGpus', () => {
  it('gives all GPUs of the machine, in the order of their bus ids', () => {
    assert.deepEqual(listGpus(driverWith(RTX, A100)), [
      { model: RTX, uuid: 'GPU-0' },
      { model: A100, uuid: 'GPU-1' },
    ]);
  });
});

describe('hasNvidiaDriver', () => {
  it('sees a driver that lists no GPU', () => {
    assert.equal(hasNvidiaDriver(driverWith()), true);
    assert.equal(hasNvidiaDriver(join(temporaryFolder(), 'absent')), false);
  });
});
