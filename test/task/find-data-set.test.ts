import assert from 'node:assert/strict';
import { cpSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { projectRoot } from '../../src/config/settings.js';
import { findDataSet } from '../../src/task/find-data-set.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const sample = join(projectRoot, 'configs/samples/kote8');

function rootWith(name: string): { root: string; folder: string } {
  const root = temporaryFolder();
  const folder = join(root, name);
  cpSync(sample, folder, { recursive: true });
  return { root, folder };
}

describe('a data folder', () => {
  it('GIVEN train.jsonl, dev.jsonl and test.jsonl THEN it is found and hashed', async () => {
    const { root, folder } = rootWith('mine');
    const data = await findDataSet('mine', [temporaryFolder(), root]);
    assert.equal(data.train, join(folder, 'train.jsonl'));
    assert.match(data.hash, /^[0-9a-f]{64}$/);
    writeFileSync(data.test, '\n', { flag: 'a' });
    assert.notEqual((await findDataSet('mine', [root])).hash, data.hash);
  });

  it('GIVEN the names of the competition THEN they are taken', async () => {
    const { root, folder } = rootWith('nikl');
    for (const part of ['train', 'dev', 'test'])
      renameSync(join(folder, `${part}.jsonl`), join(folder, `nikluge-ea-2023-${part}.jsonl`));
    assert.match((await findDataSet('nikl', [root])).dev, /nikluge-ea-2023-dev\.jsonl$/);
  });

  it('GIVEN it is missing THEN the sentence names those that are there', async () => {
    const { root } = rootWith('mine');
    await assert.rejects(findDataSet('kote9', [root]), /no data folder “kote9”.*data:mine/s);
  });

  it('GIVEN a file is missing or there are two THEN it is named', async () => {
    const { root, folder } = rootWith('mine');
    rmSync(join(folder, 'dev.jsonl'));
    await assert.rejects(findDataSet('mine', [root]), /no dev\.jsonl/);
    for (const name of ['a-dev.jsonl', 'b-dev.jsonl']) writeFileSync(join(folder, name), '');
    await assert.rejects(findDataSet('mine', [root]), /2 files named …-dev\.jsonl/);
  });

  for (const outside of ['..', '../', '/etc', 'link'])
    it(`GIVEN “${outside}”, outside of the roots THEN it is refused`, async () => {
      const { root } = rootWith('mine');
      symlinkSync('/etc', join(root, 'link'));
      await assert.rejects(findDataSet(outside, [root]), /no data folder/);
    });
});
