import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { loadEngine } from '../../src/tensorflow/load-engine.js';

const run = promisify(execFile);
const engine = await loadEngine();
const onCpu = engine.kind === 'native' && engine.device === 'cpu';
const skip = onCpu ? false : 'kernels are for the native engine on a CPU';
const probe = fileURLToPath(new URL('../../src/tensorflow/doctor-probe.js', import.meta.url));
const compiled = fileURLToPath(new URL('../training/compiled-trainer.test.js', import.meta.url));

const has = (program: string): boolean =>
  (process.env['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));

async function kernelsWith(value: string): Promise<string> {
  const { stdout } = await run(process.execPath, [probe], {
    env: { ...process.env, LABMATE_KERNELS: value },
  });
  return (JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as { kernels: string }).kernels;
}

describe("Labmate's own kernels", { skip }, () => {
  it('are in use where a compiler is', { skip: has('g++') ? false : 'g++ is missing' }, () => {
    assert.equal(
      engine.kernels,
      process.env['LABMATE_KERNELS'] === 'off' ? 'turned off by LABMATE_KERNELS' : 'on',
    );
  });

  it('are left out where that is asked for, and the engine goes on', async () => {
    assert.equal(await kernelsWith('off'), 'turned off by LABMATE_KERNELS');
  });

  it('say so where the library that is asked for is missing or is none', async () => {
    assert.match(await kernelsWith('/no/such/file.node'), /file\.node, which is not there/);
    assert.match(await kernelsWith(compiled), /they do not load/);
  });

  it('are not needed: a compiled step equals the eager one without them', async () => {
    const pattern = '^equals the eager one over 50 steps of every shape: (electra|ngram), bce';
    const env: NodeJS.ProcessEnv = { ...process.env, LABMATE_KERNELS: 'off' };
    // Else the child takes itself for a part of this test, and reports in another form.
    delete env['NODE_TEST_CONTEXT'];
    const args = ['--test', '--test-reporter=tap', `--test-name-pattern=${pattern}`, compiled];
    const { stdout } = await run(process.execPath, args, { env });
    assert.match(stdout, /^# pass 2$/m);
    assert.match(stdout, /^# fail 0$/m);
  });
});
