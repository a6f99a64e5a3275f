import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { comparedCurves } from '../../src/chat/charts/compared-curves.js';
import { comparisonView } from '../../src/chat/views/comparison-view.js';
import { importanceView } from '../../src/chat/views/importance-view.js';
import { pairsView } from '../../src/chat/views/pairs-view.js';
import type { Comparison } from '../../src/runs/compare/compare-two.js';
import type { DoneRun } from '../../src/runs/leaderboard.js';
import { textsIn } from '../../src/texts/texts.js';
import { finishedRun } from '../ensemble/fixture.js';
import { someSpec } from '../support/spec.js';

const texts = textsIn('en');

const data = { folder: '/d', train: '/d/t', dev: '/d/d', test: '/d/s', hash: 'abc' };
const run = (id: string, seed = 1) => finishedRun(id, data, 0.6, { spec: someSpec({ seed }) }) as DoneRun;

const difference = (value: number, width: number) => ({
  ...{ first: 0.6, second: 0.6 + value, difference: value, low: value - width, high: value + width },
  distinguishable: Math.abs(value) > width,
});

const comparison = (value: number): Comparison => ({
  ...{ first: run('12'), second: run('15'), examples: 2000, resamples: 10_000, seed: 1, flips: [] },
  micro: difference(value, 0.01),
  perLabel: { joy: difference(0.05, 0.01), anticipation: difference(-0.001, 0.02) },
  spec: [{ name: 'lr', first: 3e-5, second: 0.001 }],
});

describe('what the channel shows of comparisons', () => {
  it('GIVEN an interval that holds zero THEN title and text say that the runs are not distinguishable', () => {
    const { title, description } = comparisonView(comparison(0.004), texts);
    assert.match(title ?? '', /Run 15 against run 12 · not distinguishable/);
    assert.match(
      description ?? '',
      /\+0\.0040\*\*, 95 % interval −0\.0060 … \+0\.0140\n\*\*Not distinguishable/,
    );
  });

  it('GIVEN one that leaves it out THEN which run is better, by how much, and what differs', () => {
    const better = comparisonView(comparison(0.02), texts);
    assert.match(better.title ?? '', /\+0\.0200/);
    assert.match(better.description ?? '', /Run 15 is better.*joy +\+0\.050 \[\+0\.040 \+0\.060\] \*\n/s);
    assert.match(better.description ?? '', /anticipation −0\.001 \[−0\.021 \+0\.019\]\n/);
    assert.match(better.fields?.[0]?.value ?? '', /`lr` 3e\\-5 → 0\.001/);
    assert.match(comparisonView(comparison(-0.02), texts).description ?? '', /Run 12 is better/);
  });

  it('GIVEN 100 pairs THEN the embed fits, says how many are missing, and tells them apart by what varies', () => {
    const pairs = Array.from({ length: 100 }, (_, at) => ({
      ...{ first: run(String(at), at), second: run(String(100 + at), at), micro: difference(0.01, 0.02) },
    }));
    const mean = { difference: 0.01, low: -0.01, high: 0.03, distinguishable: false };
    const view = pairsView(
      {
        ...{ by: 'loss', examples: 2000, resamples: 10_000, seed: 1 },
        groups: [{ from: 'bce', to: 'asl', mean, pairs }],
      },
      texts,
    );
    assert.ok((view.description ?? '').length <= 4096);
    assert.match(
      view.description ?? '',
      /mean of 100 pairs · \*\*not distinguishable\*\*\n- run 0 → 100: .*`seed:0`/,
    );
    assert.match(view.description ?? '', /… and \d+ more/);
  });

  it('GIVEN a forest that predicts nothing THEN the answer says so before any bar', () => {
    const view = importanceView(
      {
        ...{ data: 'kote8', runs: 12, few: true, chance: 0.4, explained: -0.1, constant: ['batch'] },
        ...{ trees: 100, shuffles: 100, seed: 1 },
        options: [{ names: ['lr', 'batch'], importance: 0.1, matters: false, means: [] }],
      },
      texts,
    );
    assert.match(
      view.description ?? '',
      /12 runs: read with care.*predict nothing.*lr \+ batch \(always changed together\)/s,
    );
    assert.equal(view.fields?.[0]?.value, 'batch');
  });

  it('GIVEN curves of 3 and of 40 epochs THEN they are one picture', async () => {
    const epochs = (count: number) =>
      Array.from({ length: count }, (_, at) => ({ epoch: at + 1, micro_f1: 0.6 + at / 1000 }));
    const picture = await comparedCurves(
      { name: 'run 12', epochs: epochs(3) },
      { name: 'run 15', epochs: epochs(40) },
      texts,
    );
    assert.deepEqual(
      [picture.subarray(1, 4).toString(), picture.readUInt32BE(16), picture.readUInt32BE(20)],
      ['PNG', 960, 480],
    );
  });
});
