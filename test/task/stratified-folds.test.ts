import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { projectRoot } from '../../src/config/settings.js';
import { readLabelledExamples } from '../../src/task/read-examples.js';
import { stratifiedFolds } from '../../src/task/stratified-folds.js';
import { Random } from '../../src/training/random.js';
import { UserError } from '../../src/user-error.js';

const TASK = ['joy', 'anticipation', 'trust', 'surprise', 'disgust', 'fear', 'anger', 'sadness'];
const sample = readLabelledExamples(join(projectRoot, 'configs/samples/kote8/train.jsonl'), TASK).then(
  (examples) => examples.map(({ labels }) => labels),
);

/** Rows whose label l is set with the l-th probability. */
function drawnRows(count: number, shares: readonly number[], seed: number): number[][] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => shares.map((share) => (random.uniform() < share ? 1 : 0)));
}

const count = (rows: readonly number[][], label: number): number =>
  rows.filter((row) => row[label] === 1).length;

/** The rows of each fold. */
const parts = (rows: readonly number[][], foldOf: readonly number[], folds: number): number[][][] =>
  Array.from({ length: folds }, (_, fold) => rows.filter((_row, example) => foldOf[example] === fold));

/** The largest distance of a label's share in a fold from its share in the whole. */
function worst(rows: readonly number[][], folded: readonly number[][][]): number {
  const labels = rows[0]?.keys() ?? [];
  return Math.max(
    ...[...labels].flatMap((label) =>
      folded.map((part) => Math.abs(count(part, label) / part.length - count(rows, label) / rows.length)),
    ),
  );
}

function assertWhole(rows: readonly number[][], foldOf: readonly number[], folds: number): void {
  assert.equal(foldOf.length, rows.length);
  const sizes = parts(rows, foldOf, folds).map(({ length }) => length);
  assert.equal(
    sizes.reduce((sum, size) => sum + size, 0),
    rows.length,
    'each example is in one of the folds',
  );
  assert.ok(Math.max(...sizes) - Math.min(...sizes) <= 1, `sizes ${sizes.join(', ')}`);
}

describe('folds', () => {
  for (const folds of [2, 5, 10])
    it(`GIVEN the sample and ${folds} folds THEN each label is as frequent in each as in the whole, within 1 %`, async () => {
      const rows = await sample;
      for (const seed of [1, 2, 2 ** 31 - 1]) {
        const foldOf = stratifiedFolds(rows, { folds, seed });
        assertWhole(rows, foldOf, folds);
        const off = worst(rows, parts(rows, foldOf, folds));
        assert.ok(off <= 0.01, `${off} with seed ${seed}`);
      }
    });

  it('GIVEN the same seed THEN the folds are the same, and others with another', async () => {
    const rows = await sample;
    const [first, again, other] = [7, 7, 8].map((seed) => stratifiedFolds(rows, { folds: 5, seed }));
    assert.deepEqual(first, again);
    assert.notDeepEqual(first, other);
  });

  it('GIVEN a thousand kinds of data THEN every example is in one fold, sizes differ by at most 1, shares by two examples', () => {
    const random = new Random(3);
    for (let trial = 0; trial < 1000; trial += 1) {
      const folds = 2 + Math.floor(random.uniform() * 8);
      const examples = folds + Math.floor(random.uniform() * 100);
      const shares = Array.from({ length: 1 + Math.floor(random.uniform() * 8) }, () => random.uniform());
      const rows = drawnRows(examples, shares, trial);
      const foldOf = stratifiedFolds(rows, { folds, seed: trial });
      assertWhole(rows, foldOf, folds);
      for (const part of parts(rows, foldOf, folds))
        for (const label of shares.keys()) {
          const due = (count(rows, label) * part.length) / examples;
          const off = Math.abs(count(part, label) - due);
          assert.ok(off <= 2, `${off} examples in trial ${trial}`);
        }
    }
  });

  it('GIVEN a label rarer than there are folds THEN no fold has two of it', () => {
    for (let seed = 0; seed < 50; seed += 1) {
      const rows = drawnRows(400, [0.5, 0.4, 0.3], seed).map((row, example) => [
        ...row,
        example % 50 === 0 ? 1 : 0,
      ]);
      const folded = parts(rows, stratifiedFolds(rows, { folds: 10, seed }), 10);
      assert.deepEqual(folded.map((part) => count(part, 3)).sort(), [0, 0, 1, 1, 1, 1, 1, 1, 1, 1]);
    }
  });

  it('GIVEN a label that all have and one that nobody has THEN they do no harm', () => {
    const rows = drawnRows(101, [1, 0, 0.3], 1);
    const foldOf = stratifiedFolds(rows, { folds: 5, seed: 1 });
    assertWhole(rows, foldOf, 5);
    assert.ok(worst(rows, parts(rows, foldOf, 5)) < 0.05);
  });

  it('GIVEN examples without a label, or no labels at all THEN they are dealt out by size', () => {
    for (const rows of [drawnRows(103, [0, 0], 1), drawnRows(103, [0.05, 0.02], 1), drawnRows(103, [], 1)])
      assertWhole(rows, stratifiedFolds(rows, { folds: 10, seed: 4 }), 10);
  });

  it('GIVEN as many folds as examples THEN each fold has one', () => {
    const foldOf = stratifiedFolds(drawnRows(9, [0.5, 0.5], 1), { folds: 9, seed: 1 });
    assert.deepEqual(
      [...foldOf].sort((a, b) => a - b),
      [0, 1, 2, 3, 4, 5, 6, 7, 8],
    );
  });

  for (const [folds, said] of [
    [4, /4 folds of 3 examples.*Try `folds:3`/],
    [1, /whole number from 2; it was 1\. Try `folds:5`/],
    [2.5, /it was 2\.5/],
  ] as const)
    it(`GIVEN ${folds} folds of 3 examples THEN that is refused with what to type`, () => {
      assert.throws(
        () => stratifiedFolds(drawnRows(3, [0.5], 1), { folds, seed: 1 }),
        (error: unknown) =>
          error instanceof UserError && error.identifier === 'folds.count' && said.test(error.message),
      );
    });
});
