import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runLab } from '../support/run-lab.js';
import { temporaryFolder } from '../support/temporary-folder.js';

type Answered = {
  sweep: string;
  state: string;
  best: { run: string; micro_f1: number } | null;
  runs: { run: string; state: string; micro_f1: number; values: Record<string, unknown> }[];
};
const lastLine = (stdout: string) => JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as Answered;

describe('lab sweep', () => {
  const home = temporaryFolder();
  const lab = (...words: string[]) => runLab(words, { LABMATE_HOME: home });

  it('GIVEN a space THEN it follows to the end, says so on stderr, and prints one JSON value', async () => {
    const { code, stdout, stderr } = await lab(
      'sweep',
      'lr=1e-4,1e-3',
      'epochs:1',
      'set:model=ngram',
      '--json',
    );
    assert.equal(code, 0, stderr);
    const { sweep, state, best, runs } = lastLine(stdout);
    assert.deepEqual([sweep, state, runs.length], ['1', 'done', 2]);
    assert.deepEqual(
      runs.map(({ run, values, state: ended }) => [run, values, ended]),
      [
        ['1', { lr: 1e-4 }, 'done'],
        ['2', { lr: 1e-3 }, 'done'],
      ],
    );
    assert.equal(best?.micro_f1, Math.max(...runs.map(({ micro_f1 }) => micro_f1)));
    assert.match(stderr, /Sweep 1 has begun: grid, at most 2 runs\.\n.*1\/2 run 1 0\.\d{4} lr:1e-4/);
  });

  it('GIVEN status THEN it says the same; GIVEN follow of an ended one THEN it answers at once', async () => {
    assert.match((await lab('sweep', 'status')).stdout, /Sweep 1: done, grid, 2 of 2 runs.*best +0\.\d{4} /s);
    assert.equal(lastLine((await lab('sweep', 'follow', '1', '--json')).stdout).state, 'done');
  });

  for (const [words, sentence] of [
    [['sweep'], /Say which settings are tried.*sweep "lr=/],
    [['sweep', 'lr=1e-5..1e-4'], /no end of values.*budget:20/],
    [['sweep', 'status', '9'], /no sweep “9”/],
    [['sweep', 'resume'], /Sweep 1 is done: its budget of 2/],
    [['sweep', 'stop'], /queues no more runs: it is done/],
    [['sweep', 'lr=1e-4', 'budgets:3'], /no option `budgets`.*`budget`/],
    [['sweep', 'status', 'budget:3'], /no option `budget`/],
  ] as const)
    it(`GIVEN ${words.join(' ')} THEN exit status 1 and one sentence on stderr`, async () => {
      const { code, stdout, stderr } = await lab(...words, '--json');
      assert.deepEqual([code, stdout], [1, '']);
      assert.match(stderr, sentence);
      assert.equal(stderr.trimEnd().split('\n').length, 1);
    });
});
