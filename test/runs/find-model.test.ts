import assert from 'node:assert/strict';
import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { findModel, listModelFolders } from '../../src/runs/find-model.js';
import { settingsIn } from '../support/settings.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const { models } = settingsIn(temporaryFolder());
const outside = realpathSync(temporaryFolder());
const root = join(outside, 'models');
for (const folder of ['mine', 'empty', 'group/ours']) mkdirSync(join(root, folder), { recursive: true });
mkdirSync(join(outside, 'secret'));
for (const folder of [join(root, 'mine'), join(root, 'group/ours'), join(outside, 'secret')])
  writeFileSync(join(folder, 'config.json'), '{}');
symlinkSync(join(outside, 'secret'), join(root, 'link'));

const find = (name: string, anywhere = false) => findModel(name, { models, modelRoots: [root], anywhere });
const folderOf = async (name: string, anywhere = false) => (await settingsOf(name, anywhere)).folder;
const settingsOf = async (name: string, anywhere = false) => (await find(name, anywhere)).settings;

describe('what model: names', () => {
  it('is an entry of the catalogue first', async () => {
    assert.equal(await find('tiny'), models.tiny);
    assert.deepEqual(await settingsOf('kcelectra-v2022'), { hub: 'beomi/KcELECTRA-base-v2022' });
  });

  it('is a folder under the roots, also in a folder there', async () => {
    for (const name of ['mine', 'group/ours'])
      for (const typed of [name, join(root, name)]) assert.equal(await folderOf(typed), join(root, name));
  });

  it('is a model of the hub where it looks like one, with a revision after @', async () => {
    assert.deepEqual(await settingsOf('beomi/KcELECTRA-base'), {
      hub: 'beomi/KcELECTRA-base',
      revision: 'main',
    });
    assert.deepEqual(await settingsOf('klue/bert-base@v1.0'), { hub: 'klue/bert-base', revision: 'v1.0' });
  });

  it('may be a whole path elsewhere for people at a terminal only', async () => {
    const secret = join(outside, 'secret');
    assert.equal(await folderOf(secret, true), secret);
    await assert.rejects(find(secret), /There is no model/);
  });

  it('is a link that somebody put into a root, and what it leads to', async () =>
    assert.equal(await folderOf('link'), join(outside, 'secret')));

  it('has a fingerprint that changes with the files', async () => {
    const before = await settingsOf('mine');
    assert.deepEqual(await settingsOf('mine'), before);
    writeFileSync(join(root, 'mine', 'model.safetensors'), 'weights');
    const after = await settingsOf('mine');
    assert.notEqual(after.fingerprint, before.fingerprint);
    assert.match(String(after.fingerprint), /^[0-9a-f]{64}$/);
  });

  it('is refused at once where the folder of a catalogue entry is no checkpoint', () => {
    const entry = { kind: 'checkpoint', description: '', settings: { folder: join(root, 'empty') } } as const;
    return assert.rejects(
      findModel('ours', { models: { ours: { ...entry, defaults: {} } }, modelRoots: [root] }),
      /empty has no config\.json/,
    );
  });

  for (const name of ['../secret', '.', '/etc', 'constructor', '__proto__', './..', 'a/../..'])
    it(`is not ${name}`, () => assert.rejects(find(name), /There is no model/));

  it('is refused with the nearest name, and what else can be typed', () =>
    assert.rejects(find('kcelektra'), /Did you mean `model:kcelectra`\?.*owner\/name/));

  it('is refused at once where the folder is no checkpoint', () =>
    assert.rejects(find('empty'), /empty has no config\.json/));

  it('is offered from the folders that hold a config.json', async () =>
    assert.deepEqual(await listModelFolders([root, '/nowhere']), ['link', 'mine']));
});
