import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type NamedConfig, pickConfigs } from '../../src/bench/bench-config.js';
import { benchRow, epochRow, type Measurement } from '../../src/bench/bench-row.js';
import { engineTable } from '../../src/bench/engine-table.js';

const config = (name: string) => pickConfigs(name)[0] as NamedConfig;

const labmate: Measurement = {
  firstMs: 3210,
  counted: [900, 1000, 1900],
  values: [0.7, 0.65, 0.612345],
  peakMb: 1400,
};
const pytorch: Measurement = {
  firstMs: 1500,
  counted: [1250, 1200, 1300],
  values: [0.7, 0.650001, 0.612345],
  peakMb: 1600,
};
const both = (name: string, othersShare = 0) => benchRow(config(name), { labmate, pytorch, othersShare });

describe('a row of the engine benchmark', () => {
  it('has the promised names, medians and ratios', () => {
    const { config: name, labmate_ms, pytorch_ms, ratio, labmate_mb, pytorch_mb } = both('12x256 32x64');
    assert.deepEqual(
      { name, labmate_ms, pytorch_ms, ratio, labmate_mb, pytorch_mb },
      {
        name: '12x256 32x64',
        ...{ labmate_ms: 1000, pytorch_ms: 1250, ratio: 0.8, labmate_mb: 1400, pytorch_mb: 1600 },
      },
    );
  });

  it('compares losses only without dropout, whose random draws differ', () => {
    const difference = both('12x256 32x64').largest_difference ?? NaN;
    assert.ok(Math.abs(difference - 1e-6) < 1e-9, `${difference}`);
    assert.equal(both('12x256 32x64 dropout 0.1').largest_difference, null);
  });

  it('says null for PyTorch where it was not measured', () => {
    const { pytorch_ms, ratio, pytorch_mb } = benchRow(config('4x128 16x64'), { labmate, othersShare: 0 });
    assert.deepEqual([pytorch_ms, ratio, pytorch_mb], [null, null, null]);
  });

  it('adds up the steps of an epoch', () => {
    const padded = { ...labmate, counted: [3000, 3000, 3500] };
    const row = epochRow(config('4x128 16x128 epoch'), { bucketed: labmate, padded, othersShare: 0 });
    assert.deepEqual([row.labmate_ms, row.padded_ms, row.speedup], [3800, 9500, 2.5]);
  });
});

describe('the table of the engine benchmark', () => {
  it('shows median, fastest, ratio, memory, first step and losses beside what was asked for', () => {
    const line = engineTable([both('12x256 32x64')]).split('\n')[2] ?? '';
    assert.deepEqual(
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
      [
        '12x256 32x64',
        '1000 (900)',
        '1250 (1200)',
        '0.80 (≤ 0.95 ✓)',
        '1400 : 1600, 0.88 (≤ 1.00 ✓)',
        '3.2 (≤ 4.0 ✓) : 1.5',
        '0.612345 : 0.612345',
        '1e-6',
      ],
    );
  });

  it('marks what is not reached', () => {
    const slow = benchRow(config('12x256 32x64'), {
      labmate: { ...labmate, counted: [1300] },
      pytorch,
      othersShare: 0,
    });
    assert.match(engineTable([slow]), /1\.04 \(≤ 0\.95 ✗\)/);
  });

  it('judges nothing that was measured on a busy machine, and says so', () => {
    const text = engineTable([both('12x256 32x64', 0.4)]);
    assert.match(text, /0\.80 \(≤ 0\.95 \?\)/);
    assert.match(text, /Other programs took up to 40 % of the cores meanwhile \(12x256 32x64\)/);
    assert.doesNotMatch(engineTable([both('12x256 32x64', 0.02)]), /Other programs/);
  });

  it('shows an epoch in a line of its own', () => {
    const padded = { ...labmate, counted: [3000, 3000, 3500] };
    const row = epochRow(config('4x128 16x128 epoch'), { bucketed: labmate, padded, othersShare: 0 });
    assert.equal(
      engineTable([row]),
      '4x128 16x128 epoch, 3 steps over the sample data: 3.8 s with bucketing, 9.5 s with every batch padded: 2.50 times faster (≥ 2 ✓).',
    );
  });
});
