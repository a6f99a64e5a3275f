import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Random } from '../../../src/training/random.js';
import { isFloating } from '../../../src/training/weights/element-type.js';
import { openSafetensors } from '../../../src/training/weights/open-safetensors.js';
import { openTorch } from '../../../src/training/weights/open-torch.js';
import { UserError } from '../../../src/user-error.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { weightsFile } from './expected-weights.js';

const SEED = 7;
const MUTATIONS = 40;

/** Bytes that mean much in these formats: opcodes, and ends of what a number can be. */
const TELLING = [0, 1, 0x7f, 0x80, 0xff, ...Buffer.from('(.0RbeahjqrstuxXQc]}')];

/** A file with one to three bytes changed, and sometimes a part left out. */
function damage(bytes: Buffer, random: Random): Buffer {
  const below = (limit: number) => Math.floor(random.uniform() * limit);
  const damaged = Buffer.from(bytes);
  for (let times = 1 + below(3); times > 0; times--)
    damaged[below(damaged.length)] = below(2) ? below(256) : (TELLING[below(TELLING.length)] ?? 0);
  if (below(4)) return damaged;
  const cut = below(damaged.length);
  return Buffer.concat([damaged.subarray(0, cut), damaged.subarray(cut + below(16))]);
}

/** Opens a file and reads it whole. */
async function readAll(path: string): Promise<void> {
  const file = await (path.endsWith('.bin') ? openTorch(path) : openSafetensors(path));
  try {
    for (const [name, { type }] of file.tensors) if (isFloating(type)) await file.read(name);
  } finally {
    await file.close();
  }
}

describe('damaged files of weights', () => {
  const folder = temporaryFolder();
  const names = readdirSync(weightsFile('.')).filter((name) => /\.(bin|safetensors)$/.test(name));

  for (const name of names)
    it(`end in a UserError or in numbers: ${name}`, async () => {
      const random = Random.fork(SEED, name);
      const path = join(folder, name);
      let refused = 0;
      for (let time = 0; time < MUTATIONS; time++) {
        await writeFile(path, damage(readFileSync(weightsFile(name)), random));
        await readAll(path).catch((error: unknown) => {
          assert.ok(error instanceof UserError, `mutation ${time}: ${String(error)}`);
          assert.ok(error.message.startsWith(path) && !/\p{Cc}/u.test(error.message), error.message);
          refused++;
        });
      }
      assert.ok(refused > 0, 'some of them are found out');
    });
});
