import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { runLab } from '../support/run-lab.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const lastLine = (stdout: string): unknown => JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');

describe('comparing runs in a terminal', () => {
  const home = temporaryFolder();
  const lab = (...words: string[]) => runLab(words, { LABMATE_HOME: home });

  before(async () => {
    for (const loss of ['bce', 'asl'])
      assert.equal((await lab('train', 'model:ngram', 'epochs:1', `loss:${loss}`)).code, 0);
  });

  it('GIVEN two runs THEN difference, interval, each label and the spec, in lines and in JSON', async () => {
    const { stdout, code } = await lab('results', 'compare', '1', '2');
    assert.equal(code, 0);
    assert.match(stdout, /^Run 2 against run 1: dev micro-F1 0\.\d{4} against 0\.\d{4}\n/);
    assert.match(
      stdout,
      /difference +[+-]0\.\d{4} {2}\[[+-]0\.\d{4}, [+-]0\.\d{4}\] {2}(not distinguishable|more than)/,
    );
    assert.match(stdout, /spec +loss: bce -> asl/);
    const json = lastLine((await lab('results', 'compare', 'run:1', 'with:2', '--json')).stdout) as {
      runs: string[];
      dev: { micro_f1: { first: number; second: number; difference: number; low: number; high: number } };
      per_label: Record<string, object>;
      flips: { id: string; better: string[]; worse: string[] }[];
      flipped: { examples: number };
      examples: number;
    };
    const { first, second, difference, low, high } = json.dev.micro_f1;
    assert.deepEqual([json.runs, json.examples], [['1', '2'], 500]);
    assert.ok(Math.abs(second - first - difference) < 1e-12 && low < difference && difference < high);
    assert.equal(Object.keys(json.per_label).length, 8);
    assert.equal(json.flips.length, json.flipped.examples);
    const best = lastLine((await lab('results', 'best', '--json')).stdout) as {
      run: string;
      micro_f1: number;
    }[];
    assert.equal(best.find(({ run }) => run === '2')?.micro_f1, second, "the run's own score");
  });

  it('GIVEN an option with its values THEN all pairs that differ in it alone', async () => {
    const { stdout } = await lab('results', 'compare', 'loss:bce,asl');
    assert.match(stdout, /loss:bce -> loss:asl .* 1 pair, .*\n {2}run 1 -> run 2 /);
    const json = lastLine((await lab('results', 'compare', 'by:loss', '--json')).stdout) as {
      by: string;
      groups: { from: string; to: string; pairs: { runs: string[] }[] }[];
    };
    assert.deepEqual(
      [json.by, json.groups.map(({ from, to, pairs }) => [from, to, pairs.map(({ runs }) => runs)])],
      ['loss', [['bce', 'asl', [['1', '2']]]]],
    );
  });

  for (const [words, sentence] of [
    [['compare'], /Nothing was named.*run:12 with:15/],
    [['compare', '1', '2', '3'], /Two runs at a time/],
    [['compare', 'loss:bce,asl', 'lr:1,2'], /One option at a time, not loss and lr/],
    [['compare', 'loss:bce,apl'], /No finished run has loss:apl/],
    [['compare', '1', 'wiht:2'], /no option `wiht`.*Did you mean `with`/],
    [['importance'], /Only 2 finished runs.*at least 8.*Train 6 more/],
  ] as const)
    it(`GIVEN results ${words.join(' ')} THEN exit status 1 and one sentence on stderr`, async () => {
      const { code, stdout, stderr } = await lab('results', ...words);
      assert.deepEqual([code, stdout], [1, '']);
      assert.match(stderr, sentence);
      assert.equal(stderr.trimEnd().split('\n').length, 1);
    });
});
