import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gpuHasBfloat16 } from '../../src/tensorflow/gpu-bfloat16.js';

describe('gpuHasBfloat16', () => {
  const answering = (capability: string) => () => `${capability}\n`;

  it('is true from compute capability 8 on', () => {
    assert.equal(gpuHasBfloat16({}, answering('7.5')), false);
    assert.equal(gpuHasBfloat16({}, answering('8.0')), true);
    assert.equal(gpuHasBfloat16({}, answering('12.0')), true);
  });

  it('asks for the GPU that this process was given', () => {
    const asked: string[][] = [];
    gpuHasBfloat16({ CUDA_VISIBLE_DEVICES: '3,4' }, (args) => {
      asked.push(args);
      return '9.0\n';
    });
    assert.ok(asked[0]?.includes('--id=3'));
  });

  it('is false where nvidia-smi is missing or answers something else', () => {
    assert.equal(gpuHasBfloat16({}, answering('No devices were found')), false);
    assert.equal(
      gpuHasBfloat16({}, () => {
        throw new Error('ENOENT');
      }),
      false,
    );
  });
});
