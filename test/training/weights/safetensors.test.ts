import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { openSafetensors } from '../../../src/training/weights/open-safetensors.js';
import { readSafetensors, writeSafetensors } from '../../../src/training/weights/safetensors.js';
import { goldenFile } from '../../golden/read-golden.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { assertUserError } from './assert-user-error.js';
import { assertEqualsPyTorch, expectedWeights, weightsFile } from './expected-weights.js';

const file = join(temporaryFolder(), 'model.safetensors');

/** Writes a file of any header, with `values` bytes behind it. */
async function withHeader(header: unknown, values: number): Promise<string> {
  const json = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  await writeFile(file, Buffer.concat([length, json, Buffer.alloc(values)]));
  return file;
}

const tensor = (dtype: string, shape: unknown, begin: unknown, end: unknown) => ({
  dtype,
  shape,
  data_offsets: [begin, end],
});

describe('safetensors', () => {
  it('writes again what it read from a file of transformers', async () => {
    const tensors = await readSafetensors(goldenFile('models/bert-tiny/model.safetensors'));
    assert.deepEqual(tensors.get('bert.embeddings.word_embeddings.weight')?.shape, [8000, 32]);
    await writeSafetensors(file, tensors);
    assert.deepEqual(await readSafetensors(file), tensors);
  });

  it('begins the values at a multiple of 8 bytes, whatever the names', async () => {
    for (const name of ['a', 'ab', '이름']) {
      await writeSafetensors(file, new Map([[name, { shape: [2], data: Float32Array.of(1.5, -2) }]]));
      const bytes = await readFile(file);
      assert.equal(Number(bytes.readBigUInt64LE(0)) % 8, 0);
      assert.deepEqual((await readSafetensors(file)).get(name)?.data, Float32Array.of(1.5, -2));
    }
  });

  it('reads each floating type as PyTorch converts it, and no integers', async () => {
    const kinds = await openSafetensors(weightsFile('kinds.safetensors'));
    await assertEqualsPyTorch(kinds, 'kinds.safetensors');
    assert.equal(kinds.tensors.get('bool')?.type, 'BOOL');
    await kinds.close();
    const names = [...(await readSafetensors(weightsFile('kinds.safetensors'))).keys()];
    assert.deepEqual(names.sort(), [...expectedWeights('kinds.safetensors').keys()].sort());
  });

  it('says how many bytes a file lacks', async () => {
    const whole = await readFile(goldenFile('models/bert-tiny/model.safetensors'));
    await writeFile(file, whole.subarray(0, whole.length - 4));
    await assertUserError(
      readSafetensors(file),
      'checkpoint.file',
      /is cut short: .* 4 of these bytes are missing/,
    );
    await writeFile(file, whole.subarray(0, 20));
    await assertUserError(readSafetensors(file), 'checkpoint.file', /is cut short: its header should end/);
  });

  it('says what a file is that is none', async () => {
    for (const [text, says] of [
      ['hello, world: this is text', /is no safetensors file, or is damaged/],
      ['', /is empty/],
      ['version https://git-lfs.github.com/spec/v1\n', /a pointer of git-lfs.*`git lfs pull`/],
      ['<html>Sign in</html>', /is a web page/],
    ] as const) {
      await writeFile(file, text);
      await assertUserError(readSafetensors(file), 'checkpoint.file', says);
    }
  });

  it('refuses a header that is not true', async () => {
    for (const [header, says] of [
      ['{"x": ', /its header is not valid JSON/],
      [{ x: 1 }, /does not describe "x" as it should/],
      [{ x: tensor('F32', [-1], 0, 4) }, /does not describe "x"/],
      [{ x: tensor('F32', [1.5], 0, 6) }, /does not describe "x"/],
      [{ x: tensor('F32', [1], -4, 0) }, /does not describe "x"/],
      [{ x: tensor('F32', [1], 0, '4') }, /does not describe "x"/],
      [{ x: tensor('F32', Array(65).fill(1), 0, 4) }, /does not describe "x"/],
      [{ x: tensor('F8_E4M3', [4], 0, 4) }, /holds "x" in the type "F8_E4M3", .*F32, F16 or BF16/],
      [{ x: tensor('toString', [4], 0, 4) }, /in the type "toString"/],
      [{ x: tensor('F32', [2], 0, 4) }, /gives "x" 4 bytes, which is not the size of \[2\] in F32/],
      [{ x: tensor('F32', [2 ** 31, 2 ** 31, 2 ** 31], 0, 4) }, /is not the size/],
      [{ x: tensor('F32', [1], 8, 4) }, /gives "x" -4 bytes/],
      [{ x: tensor('F32', [2 ** 40], 0, 2 ** 42) }, /is cut short/],
      [
        { x: tensor('F32', [4], 0, 16), y: tensor('F32', [4], 0, 16), z: tensor('F32', [50], 0, 200) },
        /overlap/,
      ],
    ] as const) {
      const path = await withHeader(header, 200);
      await assertUserError(readSafetensors(path), 'checkpoint.file', says);
    }
  });

  it('takes a tensor without values, however large its other sizes are', async () => {
    const path = await withHeader({ x: tensor('F32', [2 ** 50, 2 ** 50, 0], 0, 0) }, 0);
    assert.equal((await readSafetensors(path)).get('x')?.data.length, 0);
  });
});
