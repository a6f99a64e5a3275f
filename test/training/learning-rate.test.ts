import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { learningRate } from '../../src/training/learning-rate.js';
import { readGolden } from '../golden/read-golden.js';

type Case = {
  schedule: string;
  total_steps: number;
  warmup_steps: number;
  peak_lr: number;
  lr: number[];
};

const { cases } = readGolden<{ cases: Case[] }>('schedules.json');

describe('learningRate', () => {
  for (const { schedule, total_steps, warmup_steps, peak_lr, lr } of cases)
    it(`equals transformers: ${schedule}, ${total_steps} steps, ${warmup_steps} of them warmup`, () => {
      const name = schedule.replace('_with_warmup', '') as 'linear' | 'cosine' | 'constant';
      const at = learningRate({
        schedule: name,
        peak: peak_lr,
        totalSteps: total_steps,
        warmupSteps: warmup_steps,
      });
      for (const [step, rate] of lr.entries())
        assert.ok(Math.abs(at(step) - rate) < 1e-12 * peak_lr, `step ${step}: ${at(step)}, not ${rate}`);
    });
});
