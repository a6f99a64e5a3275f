import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Run } from '../../src/runs/run.js';
import { eventually } from '../support/eventually.js';
import { cli, runLab } from '../support/run-lab.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const lastLine = (stdout: string): unknown => JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');

describe('the terminal without a bot', () => {
  const home = temporaryFolder();
  const lab = (...words: string[]) => runLab(words, { LABMATE_HOME: home });

  it('GIVEN train THEN it waits for the result, shows progress, and prints one JSON value last', async () => {
    const { code, stdout, stderr } = await lab(
      'train',
      'loss:apl',
      'epochs:1',
      'model:ngram',
      'intent:a first look',
      '--json',
    );
    assert.equal(code, 0, stderr);
    const answer = lastLine(stdout) as { run: string; state: string; dir: string; dev: { micro_f1: number } };
    assert.deepEqual([answer.run, answer.state], ['1', 'done']);
    assert.ok(existsSync(join(answer.dir, 'metrics.json')));
    assert.ok(answer.dev.micro_f1 > 0 && answer.dev.micro_f1 < 1);
    assert.match(stderr, /epoch 1\/1, dev micro-F1 0\.\d{4}.*\d\.\d % of tokens were padding/);
  });

  it('GIVEN results and ensemble THEN their JSON has the promised names', async () => {
    const best = lastLine((await lab('results', 'best', '--json')).stdout) as Record<string, unknown>[];
    assert.equal(best.length, 1);
    assert.deepEqual(
      [best[0]?.run, best[0]?.loss, best[0]?.model, best[0]?.intent],
      ['1', 'apl', 'ngram', 'a first look'],
    );
    const made = lastLine((await lab('ensemble', 'top:1', '--json')).stdout) as {
      submission: string;
      members: string[];
      method: string;
      dev: { micro_f1: number };
    };
    assert.ok(existsSync(made.submission));
    assert.deepEqual([made.members, made.method, made.dev.micro_f1], [['1'], 'soft', best[0]?.micro_f1]);
  });

  it('GIVEN results show THEN it says all about the run in lines, and in JSON where asked for', async () => {
    const { stdout } = await lab('results', 'show', '1');
    for (const said of [
      /apl on ngram, done/,
      /a first look/,
      /tokens +\d+\.\d % were padding/,
      /bucket:true/,
    ])
      assert.match(stdout, said);
    const run = lastLine((await lab('results', 'show', '1', '--json')).stdout) as Run;
    assert.ok(run.result?.tokens && run.result.padding !== undefined);
    assert.ok(run.result.padding < run.result.tokens);
  });

  it('GIVEN a slow engine THEN the answer says so, and what to do', async () => {
    const slow = { LABMATE_HOME: temporaryFolder(), LABMATE_ENGINE: 'wasm' };
    const { code, stdout, stderr } = await runLab(['train', 'epochs:1'], slow);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /dev micro-F1.*\nSlow engine: .*doctor/);
    assert.match(stderr, /engine is slow here \(wasm/);
    assert.match((await runLab(['results', 'show', '1'], slow)).stdout, /wasm .* \(slow engine\)\n.*doctor/);
  });

  for (const [words, sentence] of [
    [['constructor'], /no verb “constructor”/],
    [['results', 'show', '__proto__'], /no run “__proto__”/],
    [['train', 'model:constructor'], /no model “constructor”/],
    [['train', 'lr:abc'], /`lr` must be a number/],
    [['train', '--lr', '3e-5'], /no flag --lr/],
    [['train', 'ngram'], /“ngram” is no option/],
    [['ensemble', 'top:5'], /Only 1 finished run.*top:1/],
    [['reslts'], /no verb “reslts”.*results/],
    [['results', 'worst'], /results best/],
  ] as const)
    it(`GIVEN ${words.join(' ')} THEN exit status 1, one sentence on stderr, nothing on stdout`, async () => {
      const { code, stdout, stderr } = await lab(...words, '--json');
      assert.deepEqual([code, stdout], [1, '']);
      assert.match(stderr, sentence);
      assert.equal(stderr.trimEnd().split('\n').length, 1);
    });

  it('GIVEN a terminal that trains alone THEN another one is answered beside it, and Ctrl-C leaves no run behind as running', async () => {
    const alone = temporaryFolder();
    const training = spawn(process.execPath, [cli, 'train', 'epochs:900'], {
      env: { ...process.env, LABMATE_HOME: alone },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const said: string[] = [];
    training.stderr.on('data', (text: Buffer) => said.push(String(text)));
    await eventually(() => said.join('').includes('epoch 1/900') || undefined);
    const queue = lastLine((await runLab(['queue', '--json'], { LABMATE_HOME: alone })).stdout);
    assert.equal((queue as { state: string }[])[0]?.state, 'running');
    training.kill('SIGINT');
    const [code] = (await once(training, 'exit')) as [number];
    assert.equal(code, 130);
    assert.match(said.join(''), /A run that was not done waits for the next start/);
    const after = lastLine((await runLab(['queue', '--json'], { LABMATE_HOME: alone })).stdout);
    assert.equal((after as { state: string }[])[0]?.state, 'queued');
  });

  it('GIVEN doctor THEN every part is looked at, the engine in a process of its own', async () => {
    const { code, stdout } = await lab('doctor', '--json');
    assert.equal(code, 0);
    const findings = lastLine(stdout) as { part: string; ok: boolean; says: string }[];
    assert.deepEqual(
      // The library is looked at where it is TensorFlow's own.
      findings.map(({ part }) => part).filter((part) => part !== 'Library'),
      ['Node', 'Engine', 'State', 'Data', 'Models', 'Discord', 'Sheet'],
    );
    assert.match(findings[1]?.says ?? '', /TensorFlow/);
  });
});
