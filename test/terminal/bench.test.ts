import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, it } from 'node:test';
import type { BenchRow } from '../../src/bench/bench-row.js';
import { cli, runLab } from '../support/run-lab.js';

const bench = (python: string, ...words: string[]) =>
  runLab(['bench', ...words, '--json'], { BENCH_PYTHON: python });
const lastLine = (stdout: string) => JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as BenchRow[];

describe('bench engine in a terminal', () => {
  it('GIVEN no Python THEN it says so and measures Labmate alone', async () => {
    const { code, stdout, stderr } = await bench(
      '',
      'engine',
      'configs:1x64-2x8,1x64-2x8-predict',
      'steps:2',
    );
    assert.equal(code, 0, stderr);
    assert.match(stderr, /^BENCH_PYTHON is not set/);
    const rows = lastLine(stdout);
    assert.deepEqual(
      rows.map(({ config, pytorch_ms, ratio, pytorch_mb, steps }) => [
        config,
        pytorch_ms,
        ratio,
        pytorch_mb,
        steps,
      ]),
      [
        ['1x64 2x8', null, null, null, 2],
        ['1x64 2x8 predict', null, null, null, 2],
      ],
    );
    for (const { labmate_ms, labmate_mb, labmate_first_ms } of rows)
      assert.ok(labmate_ms > 0 && labmate_mb > 10 && labmate_first_ms > 0);
    const losses = rows[0]?.labmate_losses ?? [];
    assert.equal(losses.length, 5);
    assert.ok(losses.every((loss) => loss !== null && Math.abs(loss - Math.LN2) < 0.1));
  });

  it('GIVEN an epoch THEN it compares bucketing with padding over the whole sample', async () => {
    const { code, stdout, stderr } = await bench('', 'engine', 'configs:1x64-500x32-epoch');
    assert.equal(code, 0, stderr);
    const [row] = lastLine(stdout);
    assert.equal(row?.steps, 4);
    assert.ok((row.padded_ms ?? 0) > 0 && (row.speedup ?? 0) > 0);
  });

  for (const [python, words, sentence] of [
    ['', ['engines'], /Type `bench engine`/],
    ['', ['engine', 'config:1x64'], /no option `config`.*`configs`/],
    ['', ['engine', 'steps:0'], /`steps` must be a whole number/],
    ['', ['engine', 'configs:1x65-2x8'], /no configuration “1x65-2x8”/],
    ['/nowhere/python', ['engine', 'configs:1x64-2x8'], /PyTorch cannot be started as \/nowhere\/python/],
    ['false', ['engine', 'configs:1x64-2x8'], /PyTorch ended \(status 1\) before it had answered/],
  ] as const)
    it(`GIVEN ${words.join(' ')}${python ? ` and BENCH_PYTHON=${python}` : ''} THEN exit status 1 and one sentence`, async () => {
      const { code, stdout, stderr } = await bench(python, ...words);
      assert.deepEqual([code, stdout], [1, '']);
      assert.match(stderr.trimEnd().split('\n').at(-1) ?? '', sentence);
    });

  it('GIVEN Ctrl-C THEN it stops at once', async () => {
    const measuring = spawn(process.execPath, [cli, 'bench', 'engine', 'configs:1x64-2x8', 'steps:1000'], {
      env: { ...process.env, BENCH_PYTHON: '' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const said: string[] = [];
    for await (const line of createInterface({ input: measuring.stderr })) {
      said.push(line);
      if (line.includes('3 of 1000 steps')) measuring.kill('SIGINT');
    }
    if (measuring.exitCode === null) await once(measuring, 'exit');
    assert.equal(measuring.exitCode, 130);
    assert.match(said.at(-1) ?? '', /^Stopped/);
  });
});
