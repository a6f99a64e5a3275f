import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { gpuName } from '../../src/tensorflow/gpu-name.js';

describe('gpuName', () => {
  it("reads the model from the driver's folder, and is GPU without one", () => {
    const folder = mkdtempSync(join(tmpdir(), 'labmate-gpu-'));
    try {
      const gpu = join(folder, '0000:65:00.0');
      mkdirSync(gpu);
      writeFileSync(join(gpu, 'information'), 'Model: \t\t NVIDIA GeForce RTX 3090\nIRQ:   \t\t 16\n');
      assert.equal(gpuName(folder), 'NVIDIA GeForce RTX 3090');
      assert.equal(gpuName(join(folder, 'absent')), 'GPU');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
