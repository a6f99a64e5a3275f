import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { readSafetensors, writeSafetensors } from '../../../src/training/weights/safetensors.js';
import { goldenFile } from '../../golden/read-golden.js';

describe('safetensors', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'labmate-safetensors-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('writes again what it read from a file of transformers', async () => {
    const tensors = await readSafetensors(goldenFile('models/bert-tiny/model.safetensors'));
    assert.deepEqual(tensors.get('bert.embeddings.word_embeddings.weight')?.shape, [8000, 32]);
    const copy = join(folder, 'copy.safetensors');
    await writeSafetensors(copy, tensors);
    assert.deepEqual(await readSafetensors(copy), tensors);
  });

  it('begins the values at a multiple of 8 bytes, whatever the names', async () => {
    for (const name of ['a', 'ab', '이름']) {
      const file = join(folder, 'aligned.safetensors');
      await writeSafetensors(file, new Map([[name, { shape: [2], data: Float32Array.of(1.5, -2) }]]));
      const bytes = await readFile(file);
      assert.equal(Number(bytes.readBigUInt64LE(0)) % 8, 0);
      assert.deepEqual((await readSafetensors(file)).get(name)?.data, Float32Array.of(1.5, -2));
    }
  });

  it('refuses a file that is cut short or holds something else', async () => {
    const file = join(folder, 'broken.safetensors');
    const whole = await readFile(goldenFile('models/bert-tiny/model.safetensors'));
    await writeFile(file, whole.subarray(0, whole.length - 4));
    await assert.rejects(readSafetensors(file), /is cut short/);
    await writeFile(file, 'hello, world: this is text');
    await assert.rejects(readSafetensors(file), /is no safetensors file/);
    await assert.rejects(writeThenRead(file, 'F16'), /holds F16; only F32 can be read/);
  });
});

async function writeThenRead(file: string, dtype: string): Promise<unknown> {
  const header = Buffer.from(JSON.stringify({ x: { dtype, shape: [1], data_offsets: [0, 2] } }));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  await writeFile(file, Buffer.concat([length, header, Buffer.alloc(2)]));
  return readSafetensors(file);
}
