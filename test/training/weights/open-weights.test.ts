import assert from 'node:assert/strict';
import { cp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { openTorch } from '../../../src/training/weights/open-torch.js';
import { openWeights } from '../../../src/training/weights/open-weights.js';
import { writeSafetensors } from '../../../src/training/weights/safetensors.js';
import { goldenFile } from '../../golden/read-golden.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { assertUserError } from './assert-user-error.js';
import { expectedWeights, weightsFile } from './expected-weights.js';

const FAMILIES = ['bert-tiny', 'electra-tiny', 'electra-tiny-square', 'roberta-tiny'];

/** A folder with one tensor `from` in each of the files named; the value tells which file it was read from. */
async function folderWith(...files: string[]): Promise<string> {
  const folder = temporaryFolder();
  for (const [at, file] of files.entries())
    await writeSafetensors(
      join(folder, file),
      new Map([['from', { shape: [1], data: Float32Array.of(at) }]]),
    );
  return folder;
}

const writeIndex = (folder: string, weightMap: unknown, name = 'model.safetensors'): Promise<void> =>
  writeFile(join(folder, `${name}.index.json`), JSON.stringify({ metadata: {}, weight_map: weightMap }));

describe('the weights of a checkpoint folder', () => {
  for (const name of FAMILIES.flatMap((family) => [family, `${family}-base`]))
    it(`are the same in both files of ${name}`, async () => {
      const folder = goldenFile(`models/${name}`);
      const weights = await openWeights(folder);
      const torch = await openTorch(join(folder, 'pytorch_model.bin'));
      assert.ok(weights.shapes.size > 30);
      for (const [tensor, shape] of weights.shapes) {
        assert.equal(weights.fileOf(tensor), join(folder, 'model.safetensors'));
        assert.deepEqual(torch.tensors.get(tensor)?.shape, shape, tensor);
        assert.deepEqual(await torch.read(tensor), await weights.read(tensor), tensor);
      }
      await Promise.all([weights.close(), torch.close()]);
    });

  it('leave out tensors of integers', async () => {
    const folder = temporaryFolder();
    await cp(goldenFile('models/bert-tiny-base/pytorch_model.bin'), join(folder, 'pytorch_model.bin'));
    const weights = await openWeights(folder);
    assert.equal(weights.shapes.has('bert.embeddings.position_ids'), false);
    assert.deepEqual(weights.shapes.get('bert.embeddings.LayerNorm.weight'), [32]);
    assert.deepEqual(weights.shapes.get('cls.predictions.decoder.weight'), [8000, 32]);
    await weights.close();
  });

  for (const kind of ['safetensors', 'bin'])
    it(`are read from several ${kind} files through their index`, async () => {
      const weights = await openWeights(weightsFile(`sharded-${kind}`));
      assert.deepEqual([...weights.shapes.keys()], ['a', 'b']);
      for (const [name, part] of [
        ['a', 1],
        ['b', 2],
      ] as const) {
        const stem = kind === 'bin' ? 'pytorch_model' : 'model';
        const file = `sharded-${kind}/${stem}-0000${part}-of-00002.${kind}`;
        assert.equal(weights.fileOf(name), weightsFile(file));
        assert.deepEqual(await weights.read(name), expectedWeights(file).get(name)?.data);
      }
      await weights.close();
    });

  it('are those of model.safetensors before all others, and an index comes before pytorch_model.bin', async () => {
    const folder = await folderWith('part.safetensors', 'model.safetensors', 'pytorch_model.bin');
    await writeIndex(folder, { from: 'part.safetensors' });
    const whole = await openWeights(folder);
    assert.deepEqual(await whole.read('from'), Float32Array.of(1));
    await whole.close();
    await rm(join(folder, 'model.safetensors'));
    const parts = await openWeights(folder);
    assert.deepEqual(await parts.read('from'), Float32Array.of(0));
    await parts.close();
  });

  it('may be links to files elsewhere, as in a hub cache', async () => {
    const blobs = await folderWith('blob');
    const folder = temporaryFolder();
    await symlink(join(blobs, 'blob'), join(folder, 'model.safetensors'));
    const weights = await openWeights(folder);
    assert.deepEqual(await weights.read('from'), Float32Array.of(0));
    await weights.close();
  });

  it('are missed with the names of all files that were looked for', async () => {
    const folder = temporaryFolder();
    const error = await assertUserError(openWeights(folder), 'checkpoint.weights', /has no weights: none of/);
    for (const name of [folder, 'model.safetensors,', 'model.safetensors.index.json', 'pytorch_model.bin,'])
      assert.ok(error.message.includes(name), name);
    await assertUserError(
      openWeights(join(folder, 'nowhere')),
      'checkpoint.weights',
      /nowhere has no weights/,
    );
  });

  it('are not read when one of several files is missing', async () => {
    const folder = await folderWith('part-1.safetensors');
    await writeIndex(folder, { from: 'part-1.safetensors', other: 'part-2.safetensors' });
    const says = /are not complete: .*index\.json names 2 files, .* no file .*part-2\.safetensors/;
    await assertUserError(openWeights(folder), 'checkpoint.weights', says);
  });

  it('are not looked for outside of the folder', async () => {
    const folder = await folderWith('part.safetensors');
    await mkdir(join(folder, 'sub'));
    for (const shard of [
      '../part.safetensors',
      '/etc/passwd',
      '..',
      'sub\\part.safetensors',
      'sub/a.safetensors',
      'a\0',
    ]) {
      await writeIndex(folder, { from: shard });
      await assertUserError(
        openWeights(folder),
        'checkpoint.file',
        /index\.json names .* outside of its folder/,
      );
    }
    await writeIndex(folder, { from: 'config.json' });
    await assertUserError(
      openWeights(folder),
      'checkpoint.file',
      /"config\.json", which is no \*\.safetensors/,
    );
  });

  it('are not read where the index is damaged, or wrong about a file', async () => {
    const folder = await folderWith('part.safetensors');
    await writeIndex(folder, { from: 'part.safetensors', lost: 'part.safetensors' });
    await assertUserError(
      openWeights(folder),
      'checkpoint.file',
      /"lost" is in part\.safetensors, which does not/,
    );
    for (const map of [undefined, [], { from: 1 }]) {
      await writeIndex(folder, map);
      await assertUserError(openWeights(folder), 'checkpoint.file', /holds no `weight_map`/);
    }
    await writeFile(join(folder, 'model.safetensors.index.json'), '{');
    await assertUserError(openWeights(folder), 'checkpoint.file', /holds no `weight_map`/);
  });

  it('cannot be asked for a tensor that is not there', async () => {
    const folder = await folderWith('model.safetensors');
    const weights = await openWeights(folder);
    assert.throws(() => weights.fileOf('other'), /the checkpoint has no tensor other/);
    await weights.close();
  });
});
