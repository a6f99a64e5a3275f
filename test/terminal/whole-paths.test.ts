import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { wholePaths } from '../../src/terminal/whole-paths.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const cwd = temporaryFolder();
for (const folder of ['models/mine', 'ours', 'tiny']) mkdirSync(join(cwd, folder), { recursive: true });
for (const folder of ['ours', 'tiny']) writeFileSync(join(cwd, folder, 'config.json'), '{}');

describe('folders typed in a terminal', () => {
  for (const [word, whole] of [
    ['model:models/mine', `model:${join(cwd, 'models/mine')}`],
    ['data:./models', `data:${join(cwd, 'models')}`],
    ['model:.', `model:${cwd}`],
    ['model:klue/bert-base', 'model:klue/bert-base'],
    ['data:models', 'data:models'],
    ['model:models', 'model:models'],
    ['model:ours', `model:${join(cwd, 'ours')}`],
    ['model:tiny', 'model:tiny'],
    ['intent:models/mine', 'intent:models/mine'],
    ['--json', '--json'],
  ] as const)
    it(`${word} goes on as ${whole.replace(cwd, '<here>')}`, async () =>
      assert.deepEqual(await wholePaths([word], { cwd, models: ['tiny'] }), [whole]));
});
