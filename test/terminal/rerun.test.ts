import assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { runLab } from '../support/run-lab.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { makeData } from '../training/run-worker.js';

type Rerun = {
  run: string;
  of: string;
  state: string;
  same: boolean | null;
  difference: number;
  scores: { examples: number; different: number; largest: number } | null;
  differs: { what: string; was: string; is: string }[];
  dev: { micro_f1: number };
  before: { micro_f1: number };
};

const lastLine = (stdout: string): unknown => JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');

describe('the terminal: again, from, rerun and score', () => {
  const home = temporaryFolder();
  const data = temporaryFolder();
  const lab = (...words: string[]) => runLab(words, { LABMATE_HOME: home });

  before(async () => {
    await makeData(data);
    const words = ['model:ngram', 'epochs:2', `data:${data}`, 'intent:the first'];
    const { code, stderr } = await lab('train', ...words);
    assert.equal(code, 0, stderr);
  });

  it('GIVEN the same once more THEN exit status 1 and the sentence; again:true trains it', async () => {
    const words = ['model:ngram', 'epochs:2', `data:${data}`];
    const refused = await lab('train', ...words, '--json');
    assert.deepEqual([refused.code, refused.stdout], [1, '']);
    assert.match(
      refused.stderr,
      /^That is run 1 \(just now, 0\.\d{4}, by .*: “the first”\)\. Type `again:true`/,
    );
    const taken = await lab('train', ...words, 'again:true', '--json');
    assert.equal((lastLine(taken.stdout) as Rerun).run, '2', taken.stderr);
  });

  it('GIVEN from THEN the spec is taken over, and results show says what differs', async () => {
    const { code, stderr } = await lab('train', 'from:1', 'lr:0.002', '--json');
    assert.equal(code, 0, stderr);
    assert.match((await lab('results', 'show', '3')).stdout, /begun +from run 1: lr \S+ -> 0\.002\n/);
  });

  it('GIVEN rerun THEN the numbers are equal to the bit, and it says so', async () => {
    const { code, stdout, stderr } = await lab('rerun', '1', '--json');
    assert.equal(code, 0, stderr);
    const { run, of, state, same, difference, scores, differs, ...answer } = lastLine(stdout) as Rerun;
    assert.deepEqual([run, of, state, same, difference], ['4', '1', 'done', true, 0]);
    assert.deepEqual(scores, { examples: 20, different: 0, largest: 0 });
    assert.deepEqual(differs, []);
    assert.equal(answer.dev.micro_f1, answer.before.micro_f1);
    const folder = (id: string) => readFileSync(join(home, 'runs', id, 'dev-scores.jsonl'));
    assert.ok(folder('1').equals(folder('4')));
  });

  it('GIVEN a score THEN it is noted, and results are ranked by it, submissions among the runs', async () => {
    await lab('ensemble', 'top:2');
    const noted = await lab('score', 'run:3', '0.5', '--json');
    assert.deepEqual([noted.code, (lastLine(noted.stdout) as { score: number }).score], [0, 0.5]);
    assert.match((await lab('score', 'submission:1', '62%')).stdout, /^Submission 1: public score 0\.6200/);
    assert.match((await lab('score', 'run:2', 'score:0.55')).stdout, /^Run 2: public score 0\.5500/);
    const best = lastLine((await lab('results', 'best', 'by:public', '--json')).stdout) as {
      run: string | null;
      submission?: string;
      public_score: number;
    }[];
    assert.deepEqual(
      best.map(({ run, submission, public_score }) => [run, submission, public_score]),
      [
        [null, '1', 0.62],
        ['2', undefined, 0.55],
        ['3', undefined, 0.5],
      ],
    );
    assert.match(
      (await lab('results', 'best', 'by:public')).stdout,
      /1\. 0\.6200 +submission 1[^]*Dev against public over 2 runs and 1 submission: /,
    );
    assert.match((await lab('results', 'best')).stdout, /public 0\.5000/);
  });

  it('GIVEN scores and circumstances that differ THEN it says by how much, and lists them', async () => {
    const scores = join(home, 'runs', '1', 'dev-scores.jsonl');
    const [first = '', ...rest] = readFileSync(scores, 'utf8').split('\n');
    const line = JSON.parse(first) as { logits: number[] };
    line.logits[0] = (line.logits[0] ?? 0) + 0.25;
    writeFileSync(scores, [JSON.stringify(line), ...rest].join('\n'));
    const spec = join(home, 'runs', '1', 'spec.json');
    writeFileSync(spec, readFileSync(spec, 'utf8').replace(/"zod": "[^"]*"/, '"zod": "0.0.1"'));
    const { code, stdout } = await lab('rerun', 'run:1');
    assert.equal(code, 0);
    assert.match(
      stdout,
      /^Run 5 gives other numbers than run 1: dev micro-F1 0\.\d{4}, it was 0\.\d{4} \(\+0\.0000\); 1 of 20 dev texts have other scores, up to 0\.25 apart\.\nWhat differs:\n +zod +0\.0\.1 -> /,
    );
    rmSync(scores);
    const without = await lab('rerun', '1', '--json');
    assert.equal((lastLine(without.stdout) as Rerun).same, null);
  });

  it('GIVEN mistakes THEN one sentence on stderr each', async () => {
    for (const [words, sentence] of [
      [['rerun', '99'], /no run “99”/],
      [['rerun', '1', 'lr:1'], /no option `lr`/],
      [['score', '0.5'], /to a run or to a submission/],
      [['score', 'run:1', '0.5', '0.6'], /“0\.6” is no option/],
      [['results', 'best', 'by:private'], /`by` must be one of dev, public/],
      [['train', 'from:1', 'preset:baseline'], /both bring all settings/],
    ] as const) {
      const { code, stdout, stderr } = await lab(...words);
      assert.deepEqual([code, stdout], [1, ''], words.join(' '));
      assert.match(stderr, sentence);
      assert.equal(stderr.trimEnd().split('\n').length, 1);
    }
  });

  it('GIVEN the data changed THEN a rerun is refused before it is queued, and from says so', async () => {
    await makeData(data, (_, lines) => lines.slice(1));
    const { code, stderr } = await lab('rerun', '1');
    assert.equal(code, 1);
    assert.match(stderr, /is not what run 1 was trained on any more.*`train from:1`/);
    assert.equal((await lab('train', 'from:1')).code, 0);
    const { stdout } = await lab('results', 'show', '7');
    assert.match(stdout, /begun +from run 1: the data .* is not what it was \(\w{8} -> \w{8}\)/);
  });
});
