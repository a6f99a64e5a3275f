import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
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

  it('GIVEN csv THEN the flipped examples are a table in that file, from where the person is', async () => {
    const here = temporaryFolder();
    const compareTo = (file: string, ...more: string[]) =>
      runLab(['results', 'compare', '1', '2', `csv:${file}`, ...more], {
        LABMATE_HOME: home,
        INIT_CWD: here,
      });
    const { code, stdout, stderr } = await compareTo('flips.csv');
    assert.equal(code, 0, stderr);
    const [head, ...lines] = readFileSync(join(here, 'flips.csv'), 'utf8').trimEnd().split('\n');
    assert.equal(
      head,
      '\ufeffid,text,target,truth,run 1 · loss:bce,run 2 · loss:asl,all labels,now right,now wrong',
    );
    assert.match(stdout, new RegExp(`\\n\\d+ flipped examples in ${join(here, 'flips.csv')}\\n$`));
    const json = lastLine((await compareTo(join(here, 'more.csv'), '--json')).stdout) as {
      csv: string;
      flips: { id: string }[];
    };
    assert.equal(json.csv, join(here, 'more.csv'));
    for (const { id } of json.flips)
      assert.ok(
        lines.some((line) => line.startsWith(`${id},`)),
        id,
      );
    assert.deepEqual(readFileSync(json.csv), readFileSync(join(here, 'flips.csv')));
    for (const [file, sentence] of [
      ['nowhere/flips.csv', /nowhere\/flips\.csv cannot be written: there is no such folder/],
      ['.', /cannot be written: it is a folder/],
    ] as const) {
      const refused = await compareTo(file);
      assert.deepEqual([refused.code, refused.stdout], [1, '']);
      assert.match(refused.stderr, sentence);
    }
  });

  for (const [words, sentence] of [
    [['compare', 'loss:bce,asl', 'csv:x.csv'], /Only two runs have a table/],
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
