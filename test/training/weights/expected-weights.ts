import assert from 'node:assert/strict';
import type { WeightsFile } from '../../../src/training/weights/weights-file.js';
import { goldenFile, readGolden } from '../../golden/read-golden.js';

type Expected = Record<string, Record<string, { shape: number[]; values: (number | string)[] }>>;

/** The folder of files of weights that test/golden/weights/make.py wrote. */
export const weightsFile = (name: string): string => goldenFile(`weights/${name}`);

/** What PyTorch finds in one of them, as float32. */
export function expectedWeights(name: string): ReadonlyMap<string, { shape: number[]; data: Float32Array }> {
  const tensors = readGolden<Expected>('weights/expected.json')[name];
  assert.ok(tensors, `expected.json knows ${name}`);
  return new Map(
    Object.entries(tensors).map(([tensor, { shape, values }]) => [
      tensor,
      { shape, data: Float32Array.from(values, Number) },
    ]),
  );
}

/** Holds each floating tensor of an open file against PyTorch, exactly; NaN is NaN whatever its bits. */
export async function assertEqualsPyTorch(file: WeightsFile, name: string): Promise<void> {
  const expected = expectedWeights(name);
  assert.ok(expected.size > 0);
  for (const [tensor, { shape, data }] of expected) {
    assert.deepEqual(file.tensors.get(tensor)?.shape, shape, `shape of ${tensor} in ${name}`);
    assert.deepEqual([...(await file.read(tensor))], [...data], `${tensor} in ${name}`);
  }
}
